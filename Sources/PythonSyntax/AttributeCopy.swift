internal import SourceText

/// `name = library.attribute` on a line of its own at the margin: another way to take a name out of a module.
public struct AttributeCopy: Sendable, Hashable {
  /// The name that is bound, by nothing else and read by nothing in the file.
  public let name: String
  /// What it is in the module.
  public let attribute: String
  /// The line.
  public let line: Int
}

extension ModuleSyntax {
  /// The names that the file takes out of an imported module by assigning its attributes, in the order of the lines.
  public func attributeCopies(of reference: ImportReference) -> [AttributeCopy] {
    let bound = self[reference].boundName
    return uses(of: reference).compactMap { use in
      guard use.scope == 0, use.timing == .eager, use.guarded == nil, use.action == .load, use.attributes.count == 1
      else { return nil }
      let line = source.lines.line(at: use.range.lowerBound)
      let words = source.text(in: source.lines.range(ofLine: line)).split(whereSeparator: \.isWhitespace)
      guard words.count == 3, words[1] == "=", words[2] == "\(bound).\(use.attributes[0])",
        use.range.lowerBound - source.lines.range(ofLine: line).lowerBound == words[0].utf8.count + 3
      else { return nil }
      let name = String(words[0])
      let bindings = bindings.filter { $0.name == name && $0.resolved == 0 }
      guard bindings.count == 1, bindings[0].kind == .assignment, bindings[0].scope == 0,
        uses(of: name, in: 0).isEmpty
      else { return nil }
      return AttributeCopy(name: name, attribute: use.attributes[0], line: line)
    }
  }

  /// Whether a use is that of such an assignment.
  public func isCopying(_ use: Use, of reference: ImportReference) -> Bool {
    let line = source.lines.line(at: use.range.lowerBound)
    return use.scope == 0 && attributeCopies(of: reference).contains { $0.line == line }
  }
}
