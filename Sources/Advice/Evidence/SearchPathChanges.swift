internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// Where the program mentions `sys.path` in a way that may change it.
struct SearchPathChanges {
  private struct Mention {
    let line: Int
    /// In a function it may happen at any time.
    let isDeferred: Bool
  }

  private let project: Project
  private var mentions: [String: [Mention]] = [:]
  private var removal: Place?

  /// Looks for `sys.path` and for names that stand for it.
  init(_ project: Project, _ allReads: DottedReads) {
    self.project = project
    for path in project.paths {
      let reads = allReads[path].compactMap { read in
        let chain = read.meaning + read.attributes
        return chain.starts(with: ["sys", "path"]) ? (read, method: chain.dropFirst(2).first) : nil
      }
      let adding = Set(reads.filter { ["append", "extend", "insert"].contains($0.method) }.compactMap(\.0.function))
      for (read, method) in reads {
        // What is added behind comes after what was found before; copies and counts change nothing.
        guard !["append", "extend", "copy", "index", "count"].contains(method) else { continue }
        // A function that adds and removes takes away what was not there when the program's own imports were found.
        let isOwn = read.function.map(adding.contains) ?? false
        if removal == nil, !isOwn, ["remove", "pop", "clear"].contains(method) {
          removal = Place(path: project.relativePath(of: path), line: read.line)
        }
        mentions[path, default: []].append(Mention(line: read.line, isDeferred: read.isDeferred))
      }
    }
  }

  /// What may change the path after a statement has run: a later line or a function of its file, or a removal anywhere.
  func change(after statement: ImportStatement, in path: String) -> Place? {
    let own = mentions[path]?.first { $0.isDeferred || $0.line > statement.line }
    return own.map { Place(path: project.relativePath(of: path), line: $0.line) } ?? removal
  }
}
