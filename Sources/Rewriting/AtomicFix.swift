public import Advice
public import ImportGraph
public import SourceText

/// A part of a patch that can be applied alone: with it, every file that it touches is whole.
public struct AtomicFix: Sendable {
  /// The changes, by file and line.
  public let changes: [PlannedChange]
  /// The files that it touches, before any fix and after this one, sorted by path.
  public let files: [Patch.File]
}

extension Patch {
  /// The smallest parts that can be applied one by one and that together are the patch.
  ///
  /// Changes that only pay together are never parted, and neither are those whose edits touch: each part alone makes edits
  /// that the whole patch makes as well, and no two parts make the same.
  ///
  /// - Parameters:
  ///   - plan: what the patch was written from.
  ///   - graph: what it was planned from.
  ///   - form: in which form imports wait.
  /// - Returns: the parts, the one that gains most first.
  /// - Complexity: each round rewrites the files of the parts that were joined in the one before, and joins some.
  public func atomicFixes(of plan: Plan, in graph: ImportGraph, form: ImportForm) -> [AtomicFix] {
    var parts = Dictionary(grouping: plan.changes, by: \.group).values.map {
      Draft(changes: $0.sorted { $0.statement < $1.statement })
    }
    parts.sort { $0.order < $1.order }
    let whole = Dictionary(uniqueKeysWithValues: files.map { ($0.path, Set($0.lineEdits)) })
    while parts.count > 1 {
      for index in parts.indices where parts[index].files == nil {
        parts[index].files = try? Patch(parts[index].changes, in: graph, form: form).files
      }
      let joined = Self.partsToJoin(parts, whole)
      guard !joined.isEmpty else { break }
      let union = Draft(changes: joined.flatMap { parts[$0].changes }.sorted { $0.statement < $1.statement })
      parts = parts.indices.filter { !joined.contains($0) }.map { parts[$0] } + [union]
      parts.sort { $0.order < $1.order }
    }
    if parts.count == 1 { parts[0].files = files }
    let gains = plan.groups.map(\.gain)
    return parts.map { part in
      let gain = Set(part.changes.map(\.group)).reduce(0) { $0 + (gains.indices.contains($1) ? gains[$1] : 0) }
      return (gain: gain, fix: AtomicFix(changes: part.changes, files: part.files ?? []))
    }
    .enumerated().sorted { ($0.element.gain, $1.offset) > ($1.element.gain, $0.offset) }.map(\.element.fix)
  }

  /// What may become an atomic fix.
  private struct Draft {
    let changes: [PlannedChange]
    /// What it makes of the files alone; nil while that is not known, or if it cannot be written.
    var files: [Patch.File]?

    /// Its place among the others, so that results do not depend on the order of a dictionary.
    var order: Int { changes.map(\.group).min() ?? 0 }
  }

  /// The indices of some parts that cannot be told apart; empty if all can.
  private static func partsToJoin(_ parts: [Draft], _ whole: [String: Set<Edit>]) -> Set<Int> {
    for path in whole.keys.sorted() {
      let touching = parts.indices.filter { parts[$0].changes.contains { $0.statement.file == path } }
      guard touching.count > 1 else { continue }
      let edits = touching.map { index in
        parts[index].files?.first { $0.path == path }.map { Set($0.lineEdits) }
      }
      // All edits are the patch's own, and each is that of one part.
      let all = edits.reduce(into: Set<Edit>()) { $0.formUnion($1 ?? []) }
      let count = edits.reduce(0) { $0 + ($1?.count ?? 0) }
      if edits.contains(where: { $0 == nil }) || all != whole[path] || count != all.count { return Set(touching) }
    }
    return []
  }
}

extension Patch.File {
  /// What changes, as edits of whole lines of the text before.
  public var lineEdits: [Edit] { Edit.ofLines(from: before, to: after) }
}
