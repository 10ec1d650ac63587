public import ImportGraph
internal import Recording

/// Finds what costs the start more than the recorded events get from it.
public struct FindingCollector {
  private let graph: ImportGraph
  private let thresholds: FindingThresholds
  private let isCommand: Bool

  /// Prepares the search.
  ///
  /// - Parameters:
  ///   - graph: the joined evidence.
  ///   - thresholds: from where on something is a finding.
  ///   - isCommand: whether the program's answer is what it prints.
  public init(_ graph: ImportGraph, _ thresholds: FindingThresholds = FindingThresholds(), isCommand: Bool = false) {
    self.graph = graph
    self.thresholds = thresholds
    self.isCommand = isCommand
  }

  /// Why libraries are not looked at; nil if they are.
  public var remark: String? {
    let share = Double(graph.initializationTime) / Double(max(graph.initializationTime + graph.answerTime, 1))
    guard share < thresholds.initializationShare else { return nil }
    return "The initialization is \(percent(share)) of a start with its answer, less than "
      + "\(percent(thresholds.initializationShare)): libraries were not looked at."
  }

  private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded(.down))) %" }

  /// The findings, the costliest first.
  public func findings() -> [Finding] {
    let beside = BytecodeMissing.findings(graph, thresholds) + EnvironmentStartup.findings(graph, thresholds)
    return ((remark == nil ? libraries() : []) + beside).sorted {
      ($0.time, $1.distribution, $1.pattern.rawValue) > ($1.time, $0.distribution, $0.pattern.rawValue)
    }
  }

  /// One pattern for each library, the one that leads furthest: what nobody needs can go, what few need can wait.
  private func libraries() -> [Finding] {
    let needs = NeededModules(graph)
    let libraries = Dictionary(grouping: graph.modules.dropFirst()) { $0.distribution }
    return libraries.filter { $0.key.kind == .installed }.compactMap { distribution, modules in
      let library = LibraryEvidence(
        graph: graph,
        needs: needs,
        thresholds: thresholds,
        distribution: distribution,
        modules: modules
      )
      if library.runs.isEmpty || library.isRare(library.neededShare) {
        return Unused.finding(library) ?? RarelyUsed.finding(library)
      }
      return Avoidable.finding(library, isCommand: isCommand) ?? Misused.finding(library) ?? RarelyUsed.finding(library)
    }
  }
}
