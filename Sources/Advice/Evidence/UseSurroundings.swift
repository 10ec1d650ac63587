internal import PythonSyntax
internal import SourceText

/// The text around a use of a name: what is done with the name and the attributes taken from it.
struct UseSurroundings {
  private let bytes: [UInt8]
  private let start: Int
  /// Behind the last attribute.
  private let end: Int
  /// What stands behind an annotation is the value of what it annotates: `def f(x: a.b = 1)`.
  private let isAnnotation: Bool

  init(_ use: Use, in syntax: ModuleSyntax) {
    bytes = syntax.source.bytes
    start = use.range.lowerBound
    isAnnotation = use.isAnnotation
    isAssigned = use.isTarget
    var end = use.range.upperBound
    for _ in use.attributes {
      guard let dot = Self.next(from: end, in: bytes), bytes[dot] == UInt8(ascii: "."),
        let name = Self.next(from: dot + 1, in: bytes)
      else { break }
      end = bytes[name...].firstIndex { !$0.isPartOfName } ?? bytes.count
    }
    self.end = end
  }

  var isDecorator: Bool {
    let before = bytes[..<start].last { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
    return before == UInt8(ascii: "@")
  }

  var isCalled: Bool { isFollowed(by: UInt8(ascii: "(")) }

  func isFollowed(by byte: UInt8) -> Bool { self.byte(at: Self.next(from: end, in: bytes)) == byte }

  /// Whether a word stands behind it.
  func isFollowed(by word: String) -> Bool {
    guard let next = Self.next(from: end, in: bytes), next > end else { return false }
    let rest = bytes[next...]
    return rest.starts(with: word.utf8) && !(rest.dropFirst(word.utf8.count).first?.isPartOfPath ?? false)
  }

  /// Whether it gets another value: `a.b = …`, `a.b += …`.
  let isAssigned: Bool

  /// Whether it gets another value or goes.
  var isReplaced: Bool { isAssigned || isDeleted }

  /// Whether an item of it gets another value or goes, or something is done with one: `a.b[…] = …`, `a.b[…].c(…)`.
  var hasItemChanged: Bool {
    var place = Self.next(from: end, in: bytes)
    guard byte(at: place) == UInt8(ascii: "[") else { return false }
    while let open = place, bytes[open] == UInt8(ascii: "[") {
      place = Self.end(ofBracketAt: open, in: bytes).flatMap { Self.next(from: $0, in: bytes) }
    }
    return isAssignment(at: place) || byte(at: place) == UInt8(ascii: ".") || isDeleted
  }

  /// Whether it stands behind `del`.
  var isDeleted: Bool {
    let line = bytes[..<start].suffix(while: { $0 != .lineFeed && $0 != UInt8(ascii: ";") })
    return line.drop { $0.isSpace }.starts(with: Array("del ".utf8))
  }

  /// The plain string that is the first argument or the index.
  var firstText: String? {
    guard let open = Self.next(from: end, in: bytes), [UInt8(ascii: "("), UInt8(ascii: "[")].contains(bytes[open]),
      let quote = Self.next(from: open + 1, in: bytes),
      [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(bytes[quote])
    else { return nil }
    let text = bytes[(quote + 1)...].prefix { $0 != bytes[quote] && $0 != .lineFeed }
    return String(decoding: text, as: UTF8.self)
  }

  /// Whether it is called with more than one argument.
  var hasFurtherArguments: Bool {
    guard let open = Self.next(from: end, in: bytes), bytes[open] == UInt8(ascii: "("),
      let close = Self.end(ofBracketAt: open, in: bytes)
    else { return false }
    var depth = 0
    for offset in open..<close {
      if "([{".utf8.contains(bytes[offset]) { depth += 1 }
      if ")]}".utf8.contains(bytes[offset]) { depth -= 1 }
      let isComma = depth == 1 && bytes[offset] == UInt8(ascii: ",")
      if isComma, let next = Self.next(from: offset + 1, in: bytes), next < close - 1 { return true }
    }
    return false
  }

  /// Where the innermost bracket of a call that it is an argument of begins; nil if it is none.
  var callAround: Int? {
    var depth = 0
    var offset = start - 1
    while offset >= 0, start - offset < 4000 {
      switch bytes[offset] {
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth += 1
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth -= 1
      case UInt8(ascii: "("):
        if depth == 0, offset > 0, bytes[offset - 1].isPartOfName || bytes[offset - 1] == UInt8(ascii: "]") {
          return offset
        }
        depth -= 1
      case .lineFeed where depth >= 0 && offset + 1 < bytes.count && bytes[offset + 1].isPartOfName: return nil
      default: break
      }
      depth = max(depth, 0)
      offset -= 1
    }
    return nil
  }

  private func byte(at place: Int?) -> UInt8? { place.map { bytes[$0] } }

  private func isAssignment(at place: Int?) -> Bool {
    guard let place, !isAnnotation else { return false }
    let rest = bytes[place...].prefix(4)
    if rest.first == UInt8(ascii: "=") { return rest.dropFirst().first != UInt8(ascii: "=") }
    let operators = rest.prefix { "+-*/%|&^@<>".utf8.contains($0) }
    guard let first = operators.first, rest.dropFirst(operators.count).first == UInt8(ascii: "=") else { return false }
    // `<=` compares, `<<=` assigns.
    return operators.count == 2 || first != UInt8(ascii: "<") && first != UInt8(ascii: ">")
  }

  private static func next(from offset: Int, in bytes: [UInt8]) -> Int? {
    bytes[min(offset, bytes.count)...].firstIndex { !$0.isSpace && $0 != UInt8(ascii: "\\") }
  }

  /// Behind the bracket that closes one.
  private static func end(ofBracketAt open: Int, in bytes: [UInt8]) -> Int? {
    let pair = bytes[open] == UInt8(ascii: "(") ? Array("()".utf8) : Array("[]".utf8)
    var depth = 0
    for offset in open..<bytes.count {
      if bytes[offset] == pair[0] { depth += 1 }
      if bytes[offset] == pair[1] { depth -= 1 }
      if depth == 0 { return offset + 1 }
    }
    return nil
  }
}

extension UInt8 {
  /// Whether it may be part of a name.
  var isPartOfName: Bool { isPartOfPath && self != UInt8(ascii: ".") }
}

extension ArraySlice<UInt8> {
  /// The elements at the end for which something holds.
  fileprivate func suffix(while holds: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    let first = lastIndex { !holds($0) }.map { $0 + 1 } ?? startIndex
    return self[first...]
  }
}
