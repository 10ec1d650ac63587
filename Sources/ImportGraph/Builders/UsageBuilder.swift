internal import PythonSyntax
internal import Recording
internal import SourceText

/// Tells from first calls which modules a run used and which imported names it reached.
struct UsageBuilder {
  private let moduleOfFile: [String: Int]
  private let project: Project

  init(modules: [Module], project: Project) {
    var files: [String: Int] = [:]
    for module in modules { if let file = module.file { files[file] = module.index } }
    moduleOfFile = files
    self.project = project
  }

  func usage(of view: RunView, event: String, share: Double, requested: [Int: CodeSite?]) -> RunUsage {
    var functions: [Int: [FirstCall]] = [:]
    var seen: Set<CodeSite> = []
    var reached: Set<StatementReference> = []
    var read: Set<StatementReference> = []
    let lines = view.executedLines
    var whileLoading: Set<CodeSite> = []
    for call in view.process.calls where call.load != nil && project.files[call.site.file] != nil {
      whileLoading.insert(call.site)
    }
    let costs = CallCostBuilder(view.process, view.process.calls.filter(view.isUse))
    var callCosts: [String: [Int: CallCost]] = [:]
    // A module's body runs because of an import, not for an answer.
    for call in view.uses where call.name != "<module>" {
      // A function is recorded once per phase.
      if let module = moduleOfFile[call.site.file], seen.insert(call.site).inserted {
        functions[module, default: []].append(call)
      }
      for name in names(readBy: call) {
        reached.insert(name.reference)
        if lines?[call.site.file]?.contains(name.line) ?? true { read.insert(name.reference) }
      }
      guard let cost = costs.cost(of: call) else { continue }
      for scope in scopes(of: call) { callCosts[call.site.file, default: [:]][scope] = cost }
    }
    var usage = RunUsage(
      event: event,
      share: share,
      used: Set(functions.keys),
      functions: functions,
      requested: requested,
      reached: reached,
      calledWhileLoading: whileLoading,
      callCosts: callCosts,
      rest: view.rest
    )
    usage.linesWhileLoading = view.linesWhileLoading?.filter { project.files[$0.file] != nil }
    usage.unread = reached.subtracting(read)
    return usage
  }

  /// The functions of the program's files that ran for the answer, by scope index.
  func functions(of view: RunView) -> [String: Set<Int>] {
    var functions: [String: Set<Int>] = [:]
    for call in view.uses where call.name != "<module>" {
      functions[call.site.file, default: []].formUnion(scopes(of: call))
    }
    return functions
  }

  private func scopes(of call: FirstCall) -> Set<Int> {
    guard let syntax = project.files[call.site.file] else { return [] }
    return Set(
      syntax.scopes.filter {
        $0.firstLine == call.site.line && ($0.qualifiedName == call.name || $0.name == Self.last(call.name))
      }
      .map(\.index)
    )
  }

  /// The names bound by the file's imports that a function reads in its own code, each with the line.
  private func names(readBy call: FirstCall) -> [(reference: StatementReference, line: Int)] {
    let functions = scopes(of: call)
    guard !functions.isEmpty, let syntax = project.files[call.site.file] else { return [] }
    var references: [(reference: StatementReference, line: Int)] = []
    for use in syntax.uses where use.resolved == 0 && use.isRun {
      guard let function = use.function else { continue }
      // A deferred import of what the coroutines of a class need stands in its `__init__` as well.
      guard
        functions.contains(function)
          || syntax.initializer(before: use.scope).map({ functions.contains($0.index) }) ?? false
      else { continue }
      let line = syntax.source.lines.line(at: use.range.lowerBound)
      references += syntax.imports(binding: use.name).map {
        (StatementReference(file: call.site.file, reference: $0), line)
      }
    }
    return references
  }

  private static func last(_ name: String) -> String {
    String(name.split(separator: ".").last ?? "")
  }
}

extension Use {
  /// Whether it is looked up when its code runs; annotations often are not.
  fileprivate var isRun: Bool {
    switch timing {
    case .annotation(isEvaluated: false, _), .stringAnnotation: false
    default: true
    }
  }
}
