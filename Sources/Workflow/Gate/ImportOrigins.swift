internal import Advice
internal import ImportGraph
internal import Publishing
internal import PythonSyntax
internal import Recording
internal import SourceText

/// Tells what import statements say and who wrote them, as far as they still stand where a recording saw them.
struct ImportOrigins {
  private let project: Project
  private let repository: GitRepository?

  /// Looks in a program's files, and in the repository around them if there is one.
  init(_ project: Project) {
    self.project = project
    repository = try? GitRepository(around: project.root)
  }

  /// The origins of all statements that some imports are charged to.
  func origins(of imports: [AddedImport]) -> [CodeSite: ImportOrigin] {
    var modules: [CodeSite: Set<String>] = [:]
    for added in imports {
      guard let site = added.site else { continue }
      modules[site, default: []].formUnion(added.chain.filter { $0.site == site }.map(\.module))
    }
    return modules.reduce(into: [:]) { $0[$1.key] = origin(of: $1.key, loading: $1.value) }
  }

  private func origin(of site: CodeSite, loading modules: Set<String>) -> ImportOrigin {
    let unknown = ImportOrigin(statement: nil, introduction: nil)
    guard let source = project.files[site.file]?.source else { return unknown }
    if let statement = project.files[site.file]?.imports.first(where: { $0.line == site.line }) {
      // After a change of the file another import may stand on the line.
      guard Self.isAbout(modules, statement) else { return unknown }
      return ImportOrigin(
        statement: Self.line(source.text(in: statement.range)),
        introduction: introduction(of: Self.part(of: statement, loading: modules), of: source, in: site.file)
      )
    }
    // A call of `import_module` is no statement that the syntax knows.
    guard (1...source.lines.count).contains(site.line) else { return unknown }
    let range = source.lines.range(ofLine: site.line)
    let text = source.text(in: range)
    guard text.contains("import") else { return unknown }
    return ImportOrigin(
      statement: Self.line(text),
      introduction: introduction(of: range, of: source, in: site.file)
    )
  }

  /// Whether a statement can have asked for one of the modules: it names it, a package around it, or a part of it.
  private static func isAbout(_ modules: Set<String>, _ statement: ImportStatement) -> Bool {
    let module = statement.fromModule.map { String($0.drop { $0 == "." }) }
    // What a relative import of names alone means depends on where it stands.
    if module == "" { return true }
    let named = module.map { [$0] } ?? statement.names.map(\.name)
    return modules.contains { loaded in
      named.contains { name in
        loaded == name || name.hasPrefix(loaded + ".") || ".\(loaded).".contains(".\(name).")
      }
    }
  }

  /// The name that asks for the modules, if it is one of several and can be told; else the whole statement.
  private static func part(of statement: ImportStatement, loading modules: Set<String>) -> Range<Int> {
    let asking = statement.names.filter { name in
      modules.contains { $0 == name.name || $0.hasSuffix(".\(name.name)") }
    }
    return asking.count == 1 ? asking[0].range : statement.range
  }

  private func introduction(of range: Range<Int>, of source: SourceFile, in file: String) -> Introduction? {
    let first = source.lines.position(at: range.lowerBound).line
    let last = source.lines.position(at: max(range.upperBound - 1, range.lowerBound)).line
    return repository?.introduction(of: first...last, in: file)
  }

  /// A statement on one line that is not too long.
  private static func line(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      .replacing("( ", with: "(").replacing(", )", with: ")")
    return line.count > 80 ? line.prefix(79) + "…" : line
  }
}
