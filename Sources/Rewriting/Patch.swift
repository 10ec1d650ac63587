public import Advice
internal import Foundation
public import ImportGraph
internal import PythonSyntax
internal import SourceText

/// The planned changes as new contents of files; nothing is written yet.
public struct Patch: Sendable {
  /// One file before and after.
  public struct File: Sendable {
    /// The absolute path, and the path below the program's root.
    public let path: String, relativePath: String
    /// The contents.
    public let before: [UInt8], after: [UInt8]
  }

  /// The files, sorted by path.
  public let files: [File]

  /// Writes the changes as edits, file by file.
  ///
  /// - Throws: `PatchError` for the first file whose changes cannot be written together.
  public init(_ changes: [PlannedChange], in graph: ImportGraph) throws(PatchError) {
    let project = graph.project
    var files: [File] = []
    for (path, changes) in Dictionary(grouping: changes, by: \.statement.file).sorted(by: { $0.key < $1.key }) {
      guard let syntax = project.files[path] else { continue }
      do {
        files.append(
          File(
            path: path,
            relativePath: project.relativePath(of: path),
            before: syntax.source.bytes,
            after: try Self.rewritten(syntax, changes, graph)
          )
        )
      } catch {
        throw PatchError(file: path, reason: error)
      }
    }
    self.files = files
  }

  /// The patch that `git apply` and `patch -p1` accept in the program's root.
  public var diff: [UInt8] {
    files.flatMap { UnifiedDiff(path: $0.relativePath, before: $0.before, after: $0.after).bytes }
  }

  /// One strategy after the other, each on fresh positions: they may touch the same lines.
  private static func rewritten(
    _ syntax: ModuleSyntax,
    _ changes: [PlannedChange],
    _ graph: ImportGraph
  ) throws(Refusal) -> [UInt8] {
    func references(_ strategy: PlannedChange.Strategy, in current: ModuleSyntax) -> [ImportReference] {
      changes.filter { $0.strategy == strategy }.flatMap {
        counterparts(of: $0.statement.reference, from: syntax, in: current)
      }
    }
    var current = syntax
    do {
      let moved = references(.local, in: current)
      if !moved.isEmpty {
        current = current.rewritten(as: try current.source.applying(try Local.edits(moving: moved, in: current)))
      }
      let removed = references(.remove, in: current)
      if !removed.isEmpty {
        let edits = try ImportRemoval.edits(removing: removed, in: current)
        current = current.rewritten(as: try current.source.applying(edits))
      }
      let exported = references(.moduleGetattr, in: current)
      guard !exported.isEmpty else { return current.source.bytes }
      let statements = changes.filter { $0.strategy == .moduleGetattr }.map(\.statement)
      let parts = LostSubmodules(graph).names(without: statements)
      let facade = Facade(of: changes[0].statement.file, NameOrigins(graph), parts: parts)
      return try ModuleGetattr(exporting: exported, of: facade, in: current).result.bytes
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw .unexpectedResult("\(error)")
    }
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
