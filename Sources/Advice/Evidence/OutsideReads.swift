internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// Which names of a module files of the program take from it, and where they first do.
///
/// A file may import itself, and read its own names from outside.
struct OutsideReads {
  private struct Name: Hashable {
    let file: String, name: String
  }

  private var places: [Name: Place] = [:]
  private var replacements: [Name: Place] = [:]

  /// Reads every file once.
  ///
  /// - Complexity: O(imports + uses of all files).
  init(_ project: Project, _ names: ModuleNames, _ offers: OfferedNames, _ reads: DottedReads) {
    for path in project.paths {
      guard let syntax = project.files[path] else { continue }
      let relative = project.relativePath(of: path)
      for statement in syntax.imports {
        guard let source = names.source(of: statement, in: path) else { continue }
        for file in names.files(named: source) {
          for name in Self.taken(by: statement, of: syntax, offers.names(of: file)) {
            note(name, of: file, at: Place(path: relative, line: statement.line))
          }
        }
      }
      for read in reads[path] {
        for (count, attribute) in read.attributes.enumerated() {
          let module = (read.meaning + read.attributes.prefix(count)).joined(separator: ".")
          for file in names.files(named: module) {
            let place = Place(path: relative, line: read.line)
            note(attribute, of: file, at: place)
            guard count == read.attributes.count - 1, UseSurroundings(read.use, in: syntax).isReplaced else { continue }
            replacements[Name(file: file, name: attribute)] = replacements[Name(file: file, name: attribute)] ?? place
          }
        }
      }
    }
  }

  /// Where a file first takes a name, or everything, from a file.
  func place(of name: String, in file: String) -> Place? {
    places[Name(file: file, name: name)] ?? places[Name(file: file, name: "*")]
  }

  /// Where somebody first gives a name of a file another value, or takes it away: `app.name = …`.
  func replacement(of name: String, in file: String) -> Place? { replacements[Name(file: file, name: name)] }

  /// The names that a statement takes: by a star those that it was seen to bind, or that the other file is known to
  /// offer, or else all.
  private static func taken(
    by statement: ImportStatement,
    of syntax: ModuleSyntax,
    _ offered: @autoclosure () -> Set<String>?
  ) -> [String] {
    guard statement.isStar, statement.names.isEmpty else { return syntax.names(importedBy: statement) }
    return offered()?.sorted() ?? ["*"]
  }

  private mutating func note(_ name: String, of file: String, at place: Place) {
    let key = Name(file: file, name: name)
    if places[key] == nil { places[key] = place }
  }
}
