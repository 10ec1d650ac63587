public import Advice
internal import Foundation
public import ImportGraph
internal import PythonSyntax
internal import SourceText

/// The planned changes as new contents of files; nothing is written yet.
public struct Patch: Sendable {
  /// One file before and after.
  public struct File: Sendable {
    /// The absolute path, and the path below the program's root, or below the folder that packages are installed in.
    public let path: String, relativePath: String
    /// The package that brought the file; nil for the program's own.
    public let package: Project.PackagedFile?
    /// The oldest Python that understands it, if the change makes it another one than before.
    public let oldestPython: PythonVersion?
    /// The contents.
    public let before: [UInt8], after: [UInt8]
  }

  /// The files, sorted by path.
  public let files: [File]

  /// Writes the changes as edits, file by file.
  ///
  /// - Parameters:
  ///   - changes: the changes.
  ///   - graph: what they were planned from.
  ///   - form: in which form imports wait.
  /// - Throws: `PatchError` for the first file whose changes cannot be written together.
  public init(
    _ changes: [PlannedChange],
    in graph: ImportGraph,
    form: ImportForm = ImportForm()
  ) throws(PatchError) {
    let project = graph.project
    var files: [File] = []
    for (path, changes) in Dictionary(grouping: changes, by: \.statement.file).sorted(by: { $0.key < $1.key }) {
      guard let syntax = project.files[path] else { continue }
      do {
        files.append(
          File(
            path: path,
            relativePath: project.relativePath(of: path),
            package: project.package(of: path),
            oldestPython: changes.contains { $0.strategy == .lazyKeyword } ? ImportForm.firstLazy : nil,
            before: syntax.source.bytes,
            after: try Self.rewritten(syntax, changes, graph, form)
          )
        )
      } catch {
        throw PatchError(file: path, reason: error)
      }
    }
    self.files = files
  }

  /// All parts in one text.
  ///
  /// That of the program's own files comes first, and `git apply` and `patch -p1` accept it in the program's root; then come
  /// those of its packages, for the folder that these are installed in.
  public var diff: [UInt8] { parts.flatMap(\.diff) }

  /// What belongs together: the program's own files, and those of each package.
  public var parts: [Part] {
    let owners = Set(files.compactMap { $0.package?.distribution }).sorted()
    let parts = ([nil] + owners).map { owner in
      Part(distribution: owner, files: files.filter { $0.package?.distribution == owner })
    }
    return parts.filter { !$0.files.isEmpty }
  }

  /// The files of one owner.
  public struct Part: Sendable {
    /// The package; nil for the program itself.
    public let distribution: Distribution?
    /// The files, sorted by path.
    public let files: [File]

    /// The oldest Python that understands them all, if it is another one than before.
    public var oldestPython: PythonVersion? { files.compactMap(\.oldestPython).max() }

    /// What `patch -p1` accepts, in the program's root or in the folder that packages are installed in.
    public var diff: [UInt8] {
      files.flatMap { UnifiedDiff(path: $0.relativePath, before: $0.before, after: $0.after).bytes }
    }
  }

  /// One strategy after the other, each on fresh positions: they may touch the same lines.
  private static func rewritten(
    _ syntax: ModuleSyntax,
    _ changes: [PlannedChange],
    _ graph: ImportGraph,
    _ form: ImportForm
  ) throws(Refusal) -> [UInt8] {
    var current = syntax
    func references(_ strategy: PlannedChange.Strategy, areLate: Bool = false) -> [ImportReference] {
      changes.filter { $0.strategy == strategy && ($0.isLate || !areLate) }.flatMap {
        counterparts(of: $0.statement.reference, from: syntax, in: current)
      }
    }
    func apply(_ strategy: PlannedChange.Strategy, _ edits: ([ImportReference]) throws(Refusal) -> [Edit]) throws {
      let chosen = references(strategy)
      guard !chosen.isEmpty else { return }
      current = current.rewritten(as: try current.source.applying(try edits(chosen)))
    }
    do {
      let moved = references(.local)
      if !moved.isEmpty {
        current = try Self.moved(moved, late: Set(references(.local, areLate: true)), in: current, graph)
      }
      try apply(.typeChecking) { moved throws(Refusal) in
        try TypeChecking.edits(moving: moved, in: current, postpones: form.postponesAnnotations)
      }
      try apply(.remove) { removed throws(Refusal) in try ImportRemoval.edits(removing: removed, in: current) }
      let narrowed = try Self.narrowed(changes, from: syntax, in: current, graph)
      if !narrowed.isEmpty {
        let edits = try Narrow.edits(taking: narrowed, in: current)
        current = current.rewritten(as: try current.source.applying(edits))
      }
      try apply(.lazyKeyword) { names throws(Refusal) in try LazyKeyword.edits(deferring: names, in: current) }
      try apply(.lazyModules) { names throws(Refusal) in
        let name = graph.modules.first { $0.file == syntax.source.path }?.name
        return try LazyModules.edits(deferring: names, inModuleNamed: name, in: current)
      }
      let exported = references(.moduleGetattr)
      guard !exported.isEmpty else { return try Self.checked(current.source.bytes, syntax) }
      let statements = changes.filter { $0.strategy == .moduleGetattr }.map(\.statement)
      let parts = LostSubmodules(graph).names(without: statements)
      var facade = Facade(of: changes[0].statement.file, NameOrigins(graph), syntax, parts: parts.all)
      facade.uncertainParts = parts.uncertain
      return try Self.checked(ModuleGetattr(exporting: exported, of: facade, in: current).result.bytes, syntax)
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw .unexpectedResult("\(error)")
    }
  }

  /// The result, unless something that has moved is written in another encoding than UTF-8: it would not be the same then.
  private static func checked(_ after: [UInt8], _ before: ModuleSyntax) throws(Refusal) -> [UInt8] {
    let mark = Array("\u{FFFD}".utf8)
    func marks(_ bytes: [UInt8]) -> [Int] {
      bytes.indices.filter { bytes[$0] == mark[0] && bytes[$0...].starts(with: mark) }
    }
    let (old, new) = (marks(before.source.bytes), marks(after))
    if new.count > old.count { throw .otherEncoding(line: LineIndex(after).line(at: new[0])) }
    return after
  }

  /// The file with imports in its functions, and with a variable for those that functions would repeat too often.
  private static func moved(
    _ references: [ImportReference],
    late: Set<ImportReference>,
    in module: ModuleSyntax,
    _ graph: ImportGraph
  ) throws -> ModuleSyntax {
    let plain = try Local(moving: references, late: late, in: module)
    let repeated = RepeatedImports(graph, file: module.source.path)
      .names(moving: plain.functions, late: late, in: module)
    let cached = repeated.isEmpty ? nil : try? Local(moving: references, late: late, cached: repeated, in: module)
    return module.rewritten(as: try module.source.applying((cached ?? plain).edits))
  }

  /// The narrowed names of a version of the file, each with the statement that would import it.
  private static func narrowed(
    _ changes: [PlannedChange],
    from old: ModuleSyntax,
    in new: ModuleSyntax,
    _ graph: ImportGraph
  ) throws(Refusal) -> [ImportReference: ImportLine] {
    var result: [ImportReference: ImportLine] = [:]
    let importer = graph.modules.first { $0.file == old.source.path }
    for change in changes where change.strategy == .narrow {
      guard let definition = change.definition else { continue }
      let reference = change.statement.reference
      let (statement, bound) = (old.imports[reference.statement], old[reference].boundName)
      let module =
        statement.level == 0
        ? definition.module
        : RelativeName.of(
          definition.module,
          in: importer?.name ?? "",
          isPackage: old.source.path.hasSuffix("/__init__.py")
        )
      // `parse as parse` says that the name is passed on.
      let alias = old[reference].alias ?? (bound == definition.name ? nil : bound)
      let name = ImportLine.Name(definition.name, as: alias)
      for counterpart in counterparts(of: reference, from: old, in: new) {
        result[counterpart] = ImportLine(from: module, [name])
      }
    }
    return result
  }

  /// The same imported name in another version of the file.
  private static func counterparts(
    of reference: ImportReference,
    from old: ModuleSyntax,
    in new: ModuleSyntax
  ) -> [ImportReference] {
    let statement = old.imports[reference.statement]
    let name = old[reference]
    return new.imports.filter { $0.scope == 0 && $0.form == statement.form }.flatMap { candidate in
      candidate.names.indices
        .filter { candidate.names[$0].name == name.name && candidate.names[$0].boundName == name.boundName }
        .map { ImportReference(statement: candidate.index, name: $0) }
    }
  }
}

/// The planned changes of one file cannot be written together.
public struct PatchError: Error, CustomStringConvertible {
  /// The file.
  public let file: String
  /// Why.
  public let reason: Refusal

  /// What happened, and what it means.
  public var description: String { "\(file) is left as it is: \(reason)." }
}
