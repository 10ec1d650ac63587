internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// Where files ask a module that they find by its name for all that it has: `vars(sys.modules[name])`.
///
/// Names of other objects come out of such calls far more often, so only what is taken from `sys.modules` counts, and only
/// for modules of the same package, or of the program, as nobody else's names are expected in a result.
struct NamespaceReadings {
  private var places: [String: Place] = [:]

  /// Looks at each access of `sys.modules` once.
  init(_ project: Project) {
    for path in project.paths {
      guard let syntax = project.files[path] else { continue }
      let family = Self.family(of: path, in: project)
      for access in syntax.dynamicNameAccess where access.kind == .systemModules {
        guard places[family] == nil, Self.readsAll(access, of: syntax.source.bytes) else { continue }
        places[family] = Place(path: project.relativePath(of: path), line: access.position.line)
      }
    }
  }

  /// Where all names are read of a module that may be the one in a file.
  func place(reading path: String, in project: Project) -> Place? { places[Self.family(of: path, in: project)] }

  /// The files that one maker wrote: those of a package, or of the program itself.
  private static func family(of path: String, in project: Project) -> String {
    guard !project.isOwn(path) else { return "" }
    return project.moduleName(of: path).prefix { $0 != "." }.description
  }

  /// Whether the whole namespace of `sys.modules[name]` is asked for; a file that looks at itself is no other's business.
  private static func readsAll(_ access: DynamicNameAccess, of bytes: [UInt8]) -> Bool {
    let rest = bytes[access.range.upperBound...]
    guard let closing = rest.firstIndex(of: UInt8(ascii: "]")) else { return false }
    let key = rest[..<closing].filter { $0 > UInt8(ascii: " ") }
    guard !key.suffix(9).elementsEqual("[__name__".utf8) else { return false }
    let before = bytes[..<access.range.lowerBound].suffix(20)
    return bytes[(closing + 1)...].starts(with: ".__dict__".utf8)
      || ["vars(", "dir(", "getmembers("].contains { before.suffix($0.utf8.count).elementsEqual($0.utf8) }
  }
}
