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
    // What a star binds need be no module.
    imports[reference.statement].isStar ? [] : uses(of: reference).compactMap(attributeCopy)
  }

  /// Whether a use of an imported name is that of such an assignment.
  public func isCopying(_ use: Use, of reference: ImportReference) -> Bool {
    !imports[reference.statement].isStar && attributeCopy(use) != nil
  }

  /// The assignment that a use of a module is all of, if it is one.
  private func attributeCopy(_ use: Use) -> AttributeCopy? {
    guard use.scope == 0, use.timing == .eager, use.guarded == nil, use.action == .load, use.attributes.count == 1
    else { return nil }
    let bytes = source.bytes
    let line = source.lines.line(at: use.range.lowerBound)
    let whole = source.lines.range(ofLine: line)
    let (nameEnd, end) = (use.range.lowerBound - 3, use.range.upperBound + 1 + use.attributes[0].utf8.count)
    guard nameEnd > whole.lowerBound, bytes[nameEnd..<use.range.lowerBound].elementsEqual(" = ".utf8),
      end <= whole.upperBound, bytes[use.range.upperBound..<end].elementsEqual(".\(use.attributes[0])".utf8),
      bytes[end..<whole.upperBound].allSatisfy({ [0x20, 0x0A, 0x0D].contains($0) })
    else { return nil }
    // Anything but a name alone has no binding of that name.
    let name = source.text(in: whole.lowerBound..<nameEnd)
    let bindings = bindings.filter { $0.resolved == 0 && $0.name == name }
    guard bindings.count == 1, bindings[0].kind == .assignment, bindings[0].scope == 0, uses(of: name, in: 0).isEmpty
    else { return nil }
    return AttributeCopy(name: name, attribute: use.attributes[0], line: line)
  }
}
