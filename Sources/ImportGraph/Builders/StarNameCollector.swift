internal import PythonSyntax
internal import Recording

/// Gathers from a recording what the star imports of each file were seen to bind.
struct StarNameCollector {
  /// The names by file.
  private(set) var names: [String: StarNames] = [:]

  /// Runs may differ in what they see; every name counts, in the order in which it was first seen.
  init(_ recording: Recording) {
    for statement in recording.runs.flatMap(\.processes).flatMap(\.imports) {
      guard statement.names.first == "*", statement.names.count > 1, let site = statement.site else { continue }
      let known = names[site.file]?.lines[site.line] ?? []
      let bound = Array(statement.names.dropFirst())
      guard known != bound else { continue }
      let more = known.isEmpty ? bound : bound.filter { !known.contains($0) }
      names[site.file, default: StarNames()].lines[site.line] = known + more
    }
  }
}

extension StarNames {
  /// A number for what was seen, equal in every process.
  var seed: UInt64 {
    guard !isEmpty else { return 0 }
    let text = lines.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value.joined(separator: ","))" }
    return ContentHash(Array(text.joined(separator: ";").utf8)).first
  }
}
