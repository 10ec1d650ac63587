internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// A test replaces the name in this module (`mock.patch("app.requests")`), which needs it to be there.
enum PatchedByTests: Hazard {
  static func reason(against name: CandidateImport, in graph: ImportGraph) -> Reason? {
    let project = graph.project
    let target = "\(project.moduleName(of: name.statement.file)).\(name.importedName.boundName)"
    let needles = ["\"\(target)\"", "'\(target)'", "\"\(target).", "'\(target)."].map { Array($0.utf8) }
    for path in project.paths {
      guard let syntax = project.files[path] else { continue }
      for needle in needles {
        guard let offset = syntax.source.bytes.firstIndex(of: needle) else { continue }
        let line = syntax.source.lines.line(at: offset)
        return Reason(
          "patched-name",
          "\(project.relativePath(of: path)):\(line) names \"\(target)\", as a test that replaces it"
        )
      }
    }
    return nil
  }
}

extension [UInt8] {
  /// The offset at which some bytes first occur.
  func firstIndex(of needle: [UInt8]) -> Int? {
    guard let first = needle.first, count >= needle.count else { return nil }
    var start = 0
    while start <= count - needle.count {
      guard let candidate = self[start...(count - needle.count)].firstIndex(of: first) else { return nil }
      if self[candidate..<candidate + needle.count].elementsEqual(needle) { return candidate }
      start = candidate + 1
    }
    return nil
  }
}
