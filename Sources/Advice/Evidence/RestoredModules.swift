internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// The files of the program that a test calls while it has `sys.modules` restored afterwards: `mock.patch.dict("sys.modules", …)`.
///
/// What is first loaded in between is taken out again when the block ends, and loaded anew when it is asked for next: then there
/// are two of each of its classes. An import at the top of such a file has its module loaded before.
struct RestoredModules {
  private var places: [String: Place] = [:]

  init(_ project: Project, _ names: ModuleNames) {
    for path in project.paths where project.isOwn(path) {
      guard let syntax = project.files[path], let line = Self.line(restoringIn: syntax.source) else { continue }
      let place = Place(path: project.relativePath(of: path), line: line)
      for module in syntax.imports.flatMap({ Self.modules(of: $0, in: path, names) }) {
        for file in names.files(named: module) where places[file] == nil { places[file] = place }
      }
    }
  }

  /// Where `sys.modules` is restored by a file that imports this one; nil if that is not known of any.
  func place(around file: String) -> Place? { places[file] }

  /// All that a statement may ask for.
  private static func modules(of statement: ImportStatement, in path: String, _ names: ModuleNames) -> [String] {
    guard let source = names.source(of: statement, in: path) else { return statement.names.map(\.name) }
    return [source] + statement.names.map { "\(source).\($0.name)" }
  }

  private static func line(restoringIn source: SourceFile) -> Int? {
    var rest = source.bytes[...]
    while let call = rest.firstRange(of: Array("patch.dict(".utf8)) {
      rest = source.bytes[call.upperBound...]
      let argument = rest.drop { $0.isSpace || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
      if argument.starts(with: "sys.modules".utf8) { return source.lines.line(at: call.lowerBound) }
    }
    return nil
  }
}
