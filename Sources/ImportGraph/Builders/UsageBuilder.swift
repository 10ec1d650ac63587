internal import PythonSyntax
internal import Recording

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

  func usage(of view: RunView, event: String, share: Double) -> RunUsage {
    var functions: [Int: [FirstCall]] = [:]
    var seen: Set<CodeSite> = []
    var reached: Set<StatementReference> = []
    var whileLoading: Set<CodeSite> = []
    for call in view.process.calls where call.load != nil && project.files[call.site.file] != nil {
      whileLoading.insert(call.site)
    }
    // A module's body runs because of an import, not for an answer.
    for call in view.uses where call.name != "<module>" {
      // A function is recorded once per phase.
      if let module = moduleOfFile[call.site.file], seen.insert(call.site).inserted {
        functions[module, default: []].append(call)
      }
      reached.formUnion(names(readBy: call))
    }
    return RunUsage(
      event: event,
      share: share,
      used: Set(functions.keys),
      functions: functions,
      reached: reached,
      calledWhileLoading: whileLoading,
      rest: view.rest
    )
  }

  /// The names bound by the file's imports that a function reads in its own code.
  private func names(readBy call: FirstCall) -> [StatementReference] {
    guard let syntax = project.files[call.site.file] else { return [] }
    let functions = Set(
      syntax.scopes.filter {
        $0.firstLine == call.site.line && ($0.qualifiedName == call.name || $0.name == Self.last(call.name))
      }
      .map(\.index)
    )
    guard !functions.isEmpty else { return [] }
    var references: [StatementReference] = []
    for use in syntax.uses where use.resolved == 0 {
      guard let function = use.function, functions.contains(function) else { continue }
      references += syntax.imports(binding: use.name).map {
        StatementReference(file: call.site.file, reference: $0)
      }
    }
    return references
  }

  private static func last(_ name: String) -> String {
    String(name.split(separator: ".").last ?? "")
  }
}
