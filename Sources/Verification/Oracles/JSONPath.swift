/// A place in a JSON value, or with wildcards a set of places: `$.body.items[*].id`.
public struct JSONPath: Hashable, Sendable {
  enum Step: Hashable, Sendable {
    case member(String)
    case element(Int)
    /// Every member, or every element.
    case every
  }

  let steps: [Step]

  /// The whole value.
  public static let root = JSONPath(steps: [])

  init(steps: [Step]) {
    self.steps = steps
  }

  /// Reads a path such as `$.body.id`, `$.items[0]`, `$.items[*].id`, `$.*.time` or `$["odd key"]`; nil if it is none.
  public init?(_ text: String) {
    guard text.hasPrefix("$") else { return nil }
    var rest = text.dropFirst()
    var steps: [Step] = []
    while let separator = rest.popFirst() {
      switch separator {
      case ".":
        let name = rest.prefix { $0 != "." && $0 != "[" }
        guard !name.isEmpty else { return nil }
        steps.append(name == "*" ? .every : .member(String(name)))
        rest = rest.dropFirst(name.count)
      case "[" where rest.hasPrefix("\""):
        guard let (name, after) = Self.splitQuotedName(rest) else { return nil }
        steps.append(.member(name))
        rest = after
      case "[":
        let index = rest.prefix { $0 != "]" }
        rest = rest.dropFirst(index.count)
        guard rest.popFirst() == "]" else { return nil }
        if index == "*" {
          steps.append(.every)
        } else if let number = Int(index), number >= 0 {
          steps.append(.element(number))
        } else {
          return nil
        }
      default: return nil
      }
    }
    self.steps = steps
  }

  /// Splits `"name"]rest`; the first quote and bracket that leave a JSON string in front are its end.
  private static func splitQuotedName(_ text: Substring) -> (name: String, rest: Substring)? {
    for end in text.indices where text[end...].hasPrefix("\"]") {
      guard case .string(let name) = JSONValue(String(text[...end])) else { continue }
      return (name, text[end...].dropFirst(2))
    }
    return nil
  }

  /// The path of a member or an element of what is at this path.
  func appending(_ step: Step) -> JSONPath {
    JSONPath(steps: steps + [step])
  }

  /// Whether `path` is one of the places meant here.
  func matches(_ path: JSONPath) -> Bool {
    steps.count == path.steps.count && zip(steps, path.steps).allSatisfy { $0 == .every || $0 == $1 }
  }
}

extension JSONPath: CustomStringConvertible {
  /// The path as it is written.
  public var description: String {
    steps.reduce(into: "$") { text, step in
      switch step {
      case .member(let name) where name.allSatisfy(Self.isPlain) && !name.isEmpty: text += ".\(name)"
      case .member(let name): text += "[\(JSONValue.string(name).text)]"
      case .element(let index): text += "[\(index)]"
      case .every: text += "[*]"
      }
    }
  }

  private static func isPlain(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || character == "-"
  }
}
