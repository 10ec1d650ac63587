internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// Sphinx's settings, `conf.py`: code that runs in a process which only writes documentation, before it loads the program.
enum DocumentationSettings {
  /// Whether a file is such, and what it puts into `sys.modules` is there before anything of the program that imports
  /// something is loaded, and stays: every import finds the same then, early or late.
  static func replacesForGood(_ syntax: ModuleSyntax, _ path: String, _ names: ModuleNames, _ project: Project) -> Bool
  {
    let bytes = syntax.source.bytes
    let hasExtensions = syntax.bindings.contains {
      $0.name == "extensions" && $0.resolved == 0 && $0.kind == .assignment
    }
    guard path.hasSuffix("/conf.py"), hasExtensions, syntax.source.contains("sphinx"),
      !["del ", ".pop", ".clear", "patch"].contains(where: { syntax.source.contains($0) }),
      let last = bytes.lastRange(of: Array("sys.modules".utf8))
    else { return false }
    return syntax.imports.allSatisfy { statement in
      guard statement.range.lowerBound < last.lowerBound else { return true }
      return !statement.isStar
        && statement.names.allSatisfy { name in
          let parts = names.meaning(of: name, in: statement, of: path).split(separator: ".")
          return parts.indices.allSatisfy { count in
            names.files(named: parts[...count].joined(separator: ".")).allSatisfy {
              project.files[$0]?.imports.isEmpty == true
            }
          }
        }
    }
  }
}

extension [UInt8] {
  /// Where some bytes stand last.
  fileprivate func lastRange(of other: [UInt8]) -> Range<Int>? {
    let starts = indices.reversed().lazy.filter { self[$0...].starts(with: other) }
    return starts.first.map { $0..<($0 + other.count) }
  }
}
