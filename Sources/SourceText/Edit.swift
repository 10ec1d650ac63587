/// A replacement of some bytes of a text by others.
public struct Edit: Sendable, Hashable {
  /// The bytes to replace, as offsets into the text before any edit; empty for an insertion.
  public let range: Range<Int>
  /// What stands there afterwards; empty for a deletion.
  public let replacement: [UInt8]

  /// A replacement of the bytes in a range.
  public init(range: Range<Int>, replacement: [UInt8]) {
    self.range = range
    self.replacement = replacement
  }

  /// Puts bytes in front of the one at an offset.
  public static func insertion(_ bytes: [UInt8], at offset: Int) -> Edit {
    Edit(range: offset..<offset, replacement: bytes)
  }

  /// Puts text in front of the byte at an offset.
  public static func insertion(_ text: String, at offset: Int) -> Edit {
    insertion(Array(text.utf8), at: offset)
  }

  /// Takes bytes away.
  public static func deletion(_ range: Range<Int>) -> Edit {
    Edit(range: range, replacement: [])
  }

  /// Puts bytes in the place of others.
  public static func replacement(_ range: Range<Int>, with bytes: [UInt8]) -> Edit {
    Edit(range: range, replacement: bytes)
  }

  /// Puts text in the place of bytes.
  public static func replacement(_ range: Range<Int>, with text: String) -> Edit {
    Edit(range: range, replacement: Array(text.utf8))
  }

  /// The edits in the order of the text; those that begin at one offset keep their order, insertions in front.
  public static func sorted(_ edits: [Edit]) -> [Edit] {
    edits.enumerated().sorted { left, right in
      let (a, b) = (left.element.range, right.element.range)
      if a.lowerBound != b.lowerBound { return a.lowerBound < b.lowerBound }
      if a.isEmpty != b.isEmpty { return a.isEmpty }
      return left.offset < right.offset
    }.map(\.element)
  }
}

/// The text after some edits, whatever order they are given in; several insertions at one offset keep their order.
///
/// - Complexity: O(n + m log m) for n bytes and m edits.
public func applying(_ edits: [Edit], to bytes: [UInt8]) throws(SourceTextError) -> [UInt8] {
  var result: [UInt8] = []
  result.reserveCapacity(bytes.count)
  var done = 0
  var previous: Edit?
  for edit in Edit.sorted(edits) {
    guard edit.range.upperBound <= bytes.count, edit.range.lowerBound >= 0 else {
      throw .editOutOfBounds(edit, count: bytes.count)
    }
    if edit.range.lowerBound < done, let previous { throw .overlappingEdits(previous, edit) }
    result += bytes[done..<edit.range.lowerBound]
    result += edit.replacement
    done = edit.range.upperBound
    previous = edit
  }
  result += bytes[done...]
  return result
}
