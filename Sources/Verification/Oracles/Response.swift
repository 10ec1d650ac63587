/// Tells whether a handler still answers the same, by comparing responses given as JSON.
public struct ResponseOracle: Hashable, Sendable {
  /// The places whose values do not matter, such as a request's id or a time.
  public var ignored: [JSONPath]

  /// Makes an oracle that ignores what is at these places.
  public init(ignoring ignored: [JSONPath] = []) {
    self.ignored = ignored
  }

  /// A place where two responses differ.
  public struct Difference: Hashable, Sendable {
    /// The place.
    public var path: JSONPath
    /// The expected value as JSON, shortened; nil if there should be none.
    public var expected: String?
    /// The value found as JSON, shortened; nil if there is none.
    public var actual: String?
  }

  /// The first place where two responses differ, members being compared in the order of their names; nil if none matters.
  ///
  /// A string that holds an object or array in JSON is taken apart too: the `body` of a web response is one. A response that
  /// is no JSON is compared as it is.
  public func firstDifference(expected: String, actual: String) -> Difference? {
    differences(expected: expected, actual: actual).first
  }

  /// The places whose values vary among responses of the same program to the same event, in order.
  ///
  /// A place where the values are not even of the same kind or length stands for all that is in it.
  public static func unstablePaths(among responses: [String]) -> [JSONPath] {
    guard let first = responses.first else { return [] }
    let paths = responses.dropFirst().flatMap { response in
      ResponseOracle().differences(expected: first, actual: response).map(\.path)
    }
    return Set(paths).sorted { $0.description < $1.description }
  }

  private func differences(expected: String, actual: String) -> [Difference] {
    guard expected != actual else { return [] }
    guard let first = JSONValue(expected), let second = JSONValue(actual) else {
      let isIgnored = ignored.contains { $0.matches(.root) }
      return isIgnored ? [] : [Difference(path: .root, expected: shortened(expected), actual: shortened(actual))]
    }
    var found: [Difference] = []
    collect(first, second, at: .root, into: &found)
    return found
  }

  private func collect(_ expected: JSONValue?, _ actual: JSONValue?, at path: JSONPath, into found: inout [Difference])
  {
    guard expected != actual, !ignored.contains(where: { $0.matches(path) }) else { return }
    switch (expected, actual) {
    case (.object(let first), .object(let second)):
      for key in Set(first.keys).union(second.keys).sorted() {
        collect(first[key], second[key], at: path.appending(.member(key)), into: &found)
      }
    case (.array(let first), .array(let second)) where first.count == second.count:
      for (index, (one, other)) in zip(first, second).enumerated() {
        collect(one, other, at: path.appending(.element(index)), into: &found)
      }
    case (.string(let first), .string(let second)):
      // What differs only in spelling (spaces, order of members) differs as text, which a client may see.
      let before = found.count
      if let one = JSONValue(first), let other = JSONValue(second), one.isContainer, other.isContainer, one != other {
        collect(one, other, at: path, into: &found)
        // An ignored place explains the difference of the texts.
        if found.count > before || !ignored.isEmpty { return }
      }
      found.append(Difference(path: path, expected: shortened(expected?.text), actual: shortened(actual?.text)))
    default:
      found.append(Difference(path: path, expected: shortened(expected?.text), actual: shortened(actual?.text)))
    }
  }
}

extension ResponseOracle.Difference: CustomStringConvertible {
  /// The difference as a sentence.
  public var description: String {
    switch (expected, actual) {
    case (let expected?, let actual?): "At \(path) the response has \(actual) instead of \(expected)."
    case (let expected?, nil): "At \(path) the response lacks \(expected)."
    case (nil, let actual?): "At \(path) the response has \(actual), which was not there before."
    case (nil, nil): "At \(path) the responses differ."
    }
  }
}

private func shortened(_ text: String?) -> String? {
  text.map { ExcerptedLine($0).text }
}
