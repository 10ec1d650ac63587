public import ImportGraph
internal import PythonSyntax
public import Recording
internal import SourceText

/// The imports of a change that a recording does not know, although their modules were loaded: it was made with other files.
public struct UnrecordedImports {
  /// Their places, by file and line.
  public let places: [String]

  /// Looks for them.
  ///
  /// - Parameters:
  ///   - recording: what running the program showed.
  ///   - project: its files as they are.
  ///   - change: the change.
  ///   - repository: where the program lies in it.
  public init(
    _ recording: Recording,
    _ project: Project,
    _ change: ReviewedChange,
    in repository: Repository
  ) {
    var executed: [String: [ExecutedImport]] = [:]
    for each in recording.runs.flatMap(\.processes).flatMap(\.imports) {
      if let file = each.site?.file, project.isOwn(file) { executed[file, default: []].append(each) }
    }
    places = executed.keys.sorted().flatMap { path -> [String] in
      let name = repository.path(project.relativePath(of: path))
      guard let file = change.files[name], let syntax = project.files[path] else { return [] }
      let lines = FeedLines(syntax.source.bytes)
      let unknown = syntax.imports.filter { statement in
        statement.isTopLevel && statement.scope == 0 && !statement.isFuture
          && file.touches(lines.numbers(of: statement.range))
          && !(executed[path] ?? []).contains { Self.isRecord($0, of: statement, in: syntax) }
      }
      return unknown.map { "\(name):\($0.line)" }
    }
  }

  private static func isRecord(_ record: ExecutedImport, of statement: ImportStatement, in syntax: ModuleSyntax) -> Bool
  {
    let last = syntax.source.lines.line(at: max(statement.range.upperBound - 1, statement.range.lowerBound))
    guard let line = record.site?.line, (statement.line...last).contains(line) else { return false }
    switch statement.form {
    case .plain: return statement.names.contains { $0.name == record.target }
    case .from(let module, 0), .star(let module, 0): return module == record.target
    case .from, .star: return true
    }
  }
}
