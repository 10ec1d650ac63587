/// What `libprof check` looks at.
public enum CheckRule: String, CaseIterable, Sendable {
  case initBudget = "init-budget"
  case memoryBudget = "memory-budget"
  case moduleBudget = "module-budget"
  case forbiddenLibrary = "forbidden-library"
  case eagerLibrary = "eager-library"
  case regression
  case workloadDrift = "workload-drift"
}

extension Rule {
  /// The rules of checks.
  public static let checks = CheckRule.allCases.map(Rule.init)

  /// The rule of a check.
  public init(_ check: CheckRule) {
    id = check.rawValue
    level = .error
    switch check {
    case .initBudget:
      summary = "A start takes longer than its budget"
      explanation =
        "From the program's first line until it can answer takes more than `init` of [tool.libprof.budget] allows."
    case .memoryBudget:
      summary = "A start takes more memory than its budget"
      explanation =
        "The modules that the start loads add more resident memory than `memory` of [tool.libprof.budget] allows."
    case .moduleBudget:
      summary = "A start loads more modules than its budget"
      explanation =
        "Before it can answer the program loads more modules than `modules` of [tool.libprof.budget] allows."
    case .forbiddenLibrary:
      summary = "A library is loaded that may not be"
      explanation =
        "`forbidden` of [tool.libprof.budget] names it, and it is loaded at the start or for an answer."
    case .eagerLibrary:
      summary = "A library is loaded at the start that is for answers only"
      explanation = "`lazy` of [tool.libprof.budget] names it: an answer may load it, and a start may not."
    case .regression:
      summary = "A start has become slower"
      explanation =
        "Started in turn, the program takes surely longer until it can answer than it did at the revision compared with."
    case .workloadDrift:
      summary = "The recorded workload is out of date"
      explanation =
        "The shares of the events have changed, taken together, by more than `drift` of [tool.libprof.budget]: what was "
        + "recorded no longer stands for what happens."
    }
  }
}
