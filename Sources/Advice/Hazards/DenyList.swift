internal import ImportGraph
internal import PythonSyntax

/// Modules that tools which defer imports in production have learned to leave alone.
enum DenyList: Hazard {
  private static let names: Set<String> = [
    "_imp", "fcntl", "nt", "_winreg", "pwd", "grp", "resource", "__main__", "_ast", "_ssl", "_sre", "lzma", "builtins",
    "brotli", "simplejson", "sqlalchemy.events", "sqlalchemy.dialects", "urwid.command_map",
    "distutils.msvc9compiler", "cryptography.hazmat.primitives.asymmetric.types", "readline", "antigravity", "this",
    "faulthandler",
  ]

  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    guard names.contains(name.targetModule) || name.targetModule.hasPrefix("win32com") else { return nil }
    return Reason(.loadOrder, "\(name.targetModule) is known to depend on when it is loaded")
  }
}
