internal import TreeSitter

extension NameCollector {
  /// Looks at an annotation; those of local variables are never evaluated (PEP 526).
  mutating func visitAnnotation(_ node: Node, isLocal: Bool, _ context: NameContext) {
    var inner = context
    inner.annotation = .init(isEvaluated: evaluatesAnnotations && !isLocal, readsStrings: true)
    visit(node, inner)
  }

  /// Strings are types everywhere in an annotation, except as values: in `Literal["a"]`, behind the first argument of
  /// `Annotated[…]`, and in calls.
  mutating func readInAnnotation(_ node: Node, _ context: NameContext) {
    var values = context
    values.annotation?.readsStrings = false
    var parts = node.statements
    guard !parts.isEmpty else { return }
    let head = parts.removeFirst()
    visit(head, context)
    if node.kind == .call {
      for part in parts { visit(part, values) }
      return
    }
    if node.kind == .genericType, let list = parts.first { parts = list.children.filter(\.isNamed) }
    switch text.text(head).split(separator: ".").last {
    case "Literal": for part in parts { visit(part, values) }
    case "Annotated": for (index, part) in parts.enumerated() { visit(part, index == 0 ? context : values) }
    default: for part in parts { visit(part, context) }
    }
  }

  /// Reads the strings that stand for types in `cast("a.B", x)` and `TypeVar("T", bound="a.B")`.
  mutating func readTypesInCall(_ node: Node, _ context: NameContext) {
    guard let function = node.child(.function), let arguments = node.child(.arguments),
      Self.typeTakers.contains(where: text.bytes[function.range].reversed().starts(with:))
    else { return }
    let parts = text.text(function).split(separator: ".")
    guard parts.count == 1 || ["typing", "t", "typing_extensions"].contains(parts.first) else { return }
    var inner = context
    inner.annotation = .init(isEvaluated: false, readsStrings: true)
    switch parts.last {
    case "cast":
      readPlainString(arguments.children.first { $0.isNamed && $0.kind != .comment }, inner)
    case "TypeVar":
      for argument in arguments.namedChildren where argument.kind == .keywordArgument {
        guard argument.child(.name).map({ text.text($0) }) == "bound" else { continue }
        readPlainString(argument.child(.value), inner)
      }
    default: break
    }
  }

  /// The functions that take types in quotes, spelled backwards: what a call begins with is asked for every call.
  private static let typeTakers = ["cast", "TypeVar"].map { Array($0.utf8.reversed()) }

  private mutating func readPlainString(_ node: Node?, _ context: NameContext) {
    guard let node, node.kind == .string, node.first(.interpolation) == nil else { return }
    readStringAnnotation(node, context)
  }

  /// Reads a string that stands for a type.
  ///
  /// Its names count as used, but nothing evaluates them with the program.
  mutating func readStringAnnotation(_ node: Node, _ context: NameContext) {
    if node.first(.interpolation) != nil { return visitChildren(of: node, context) }
    guard let content = node.first(.stringContent) else { return }
    let isVerbatim = !content.children.contains(where: \.isNamed)
    var quoted = [(code: Array(text.bytes[content.range]), start: content.range.lowerBound, isVerbatim: isVerbatim)]
    while let (code, start, isVerbatim) = quoted.popLast() {
      // Parentheses as `typing.get_type_hints` puts them: the code may begin with a blank or span lines.
      let bytes = [UInt8(ascii: "(")] + code + [UInt8(ascii: ")")]
      let root = Parser(.python).parse(bytes).root
      guard !root.hasError else { continue }
      func name(_ node: Node) -> String { String(decoding: bytes[node.range], as: UTF8.self) }
      for inner in root.tree.nodes {
        let place = (inner.range.lowerBound + start - 1)..<(inner.range.upperBound + start - 1)
        switch inner.kind {
        case .identifier where Self.isRead(inner):
          let attributes = Self.attributes(of: inner, name)
          let range = isVerbatim ? place : node.range
          let timing = Use.Timing.stringAnnotation(function: context.delay)
          record(mangled(name(inner), context), range, attributes: attributes, .load, timing, context)
        case .stringContent where !Self.isValue(inner, name):
          quoted.append((Array(bytes[inner.range]), place.lowerBound, isVerbatim))
        default: break
        }
      }
    }
  }

  private static func isRead(_ node: Node) -> Bool {
    switch node.parent?.kind {
    case .attribute?: node.field == .object
    case .keywordArgument?: node.field == .value
    default: true
    }
  }

  /// Whether a string inside a string annotation stands in `Literal[…]` or a call.
  private static func isValue(_ node: Node, _ name: (Node) -> String) -> Bool {
    var node = node
    while let parent = node.parent {
      if parent.kind == .call { return true }
      if parent.kind == .subscript, let head = parent.child(.value), name(head).hasSuffix("Literal") { return true }
      node = parent
    }
    return false
  }

  private static func attributes(of node: Node, _ name: (Node) -> String) -> [String] {
    var attributes: [String] = []
    var node = node
    while let parent = node.parent, parent.kind == .attribute, node.field == .object,
      let attribute = parent.child(.attribute)
    {
      attributes.append(name(attribute))
      node = parent
    }
    return attributes
  }
}
