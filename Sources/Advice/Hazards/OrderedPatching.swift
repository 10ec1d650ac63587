internal import ImportGraph
internal import PythonSyntax

/// Libraries that rewrite others while they load: what is imported before them and what after must stay so.
enum OrderedPatching: Hazard {
  static let patchers: Set<String> = [
    "gevent", "eventlet", "uvloop", "ddtrace", "freezegun", "newrelic", "aws_xray_sdk", "patch_all", "greenlet",
  ]

  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    let patcher = name.syntax.imports.first { statement in
      let modules = statement.fromModule.map { [$0] } ?? statement.names.map(\.name)
      return modules.contains { patchers.contains(String($0.prefix { $0 != "." })) }
    }
    guard let patcher else { return nil }
    let module = patcher.fromModule ?? patcher.names.first?.name ?? ""
    return Reason(
      .patchingOrder,
      "\(module) (line \(patcher.line)) patches other modules: the order of imports counts"
    )
  }
}
