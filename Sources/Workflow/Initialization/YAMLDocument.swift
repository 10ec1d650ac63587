internal import Yams

/// A part of a document in YAML, as far as names and texts are looked up in it.
///
/// What a tool would put in the place of a tag (`!Ref`, `!Sub`) is not known here: such a value is there, and is no text.
struct YAMLDocument {
  private let node: Node

  /// Reads the first document of a file.
  ///
  /// - Throws: `YAMLProblem` for what is no YAML.
  init(_ text: String) throws(YAMLProblem) {
    do {
      var documents = try compose_all(yaml: text)
      let first = documents.next()
      if let error = documents.error { throw error }
      node = first ?? Node([(Node, Node)]())
    } catch {
      throw YAMLProblem(error)
    }
  }

  private init(_ node: Node) { self.node = node }

  /// The value of a key, or of one that is merged in (`<<: *defaults`).
  subscript(key: String) -> YAMLDocument? {
    guard case .mapping(let mapping) = node else { return nil }
    if let value = mapping[Node(key)] { return YAMLDocument(value) }
    guard let merged = mapping[Node("<<", Tag(.merge))] else { return nil }
    let sources = merged.sequence.map(Array.init) ?? [merged]
    return sources.lazy.compactMap { YAMLDocument($0)[key] }.first
  }

  /// The keys and values of a mapping, in the order of the file.
  var entries: [(key: String, value: YAMLDocument)] {
    guard case .mapping(let mapping) = node else { return [] }
    return mapping.compactMap { key, value in key.scalar.map { ($0.string, YAMLDocument(value)) } }
  }

  /// The text of a plain value; nil for one with a tag, a number, a list, a mapping.
  var text: String? { node.tag == Tag(.str) ? node.scalar?.string : nil }
}

/// Why a file is no YAML.
struct YAMLProblem: Error {
  /// The line, from 1; nil if there is none to blame.
  let line: Int?
  /// What is wrong, in a clause.
  let reason: String

  fileprivate init(_ error: any Error) {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      (line, reason) = (mark.line, problem)
    case .duplicatedKeysInMapping(let duplicates, _):
      (line, reason) = (nil, "it has keys twice: \(duplicates.joined(separator: ", "))")
    case .reader(let problem, _, _, _): (line, reason) = (nil, problem)
    default: (line, reason) = (nil, "it cannot be read")
    }
  }
}
