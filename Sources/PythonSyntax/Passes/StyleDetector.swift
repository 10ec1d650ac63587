internal import SourceText
internal import TreeSitter

/// Finds out how a file is written, by the majority of what comes first.
struct StyleDetector {
  private(set) var style = FileStyle()

  init(_ root: Node, _ text: ParsableText) {
    var indentations: [[UInt8]: Int] = [:]
    var single = 0
    var double = 0
    var blocks = 0
    for node in root.tree.nodes {
      if blocks >= Self.enough, single + double >= Self.enough { break }
      switch node.kind {
      case .block:
        blocks += 1
        if let unit = Self.unit(of: node, text) { indentations[unit, default: 0] += 1 }
      case .stringStart:
        switch text.source.bytes[node.range].first(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }) {
        case UInt8(ascii: "\"")?: double += 1
        case UInt8(ascii: "'")?: single += 1
        default: break
        }
      default: break
      }
    }
    // On a tie the shorter one, so that the answer does not depend on the order of a dictionary.
    if let unit = indentations.max(by: { ($0.value, -$0.key.count) < ($1.value, -$1.key.count) }) {
      style.indentation = unit.key
    }
    style.quote = single > double ? .single : .double
    style.newline = Self.newline(of: text.source.bytes)
  }

  /// Nobody changes the style after so many blocks and strings.
  private static let enough = 64

  /// What a block's lines have in front more than those of the statement that opens it.
  private static func unit(of block: Node, _ text: ParsableText) -> [UInt8]? {
    guard let parent = block.parent, let first = block.children.first(where: \.isNamed) else { return nil }
    let lines = text.source.lines
    let start = lines.lineStart(of: first.range.lowerBound)
    let outerStart = lines.lineStart(of: parent.range.lowerBound)
    guard start > outerStart, text.startsLine(at: first.range.lowerBound) else { return nil }
    let inner = text.source.bytes[start..<first.range.lowerBound]
    let outer = text.source.bytes[outerStart...].prefix { $0 == .space || $0 == .tab }
    guard inner.starts(with: outer), inner.count > outer.count else { return nil }
    return Array(inner.dropFirst(outer.count))
  }

  private static func newline(of bytes: [UInt8]) -> FileStyle.Newline {
    guard bytes.contains(.carriageReturn) else { return .lineFeed }
    var counts = (lf: 0, crlf: 0, cr: 0)
    for (offset, byte) in bytes.enumerated() {
      if byte == .lineFeed {
        if offset > 0, bytes[offset - 1] == .carriageReturn { counts.crlf += 1 } else { counts.lf += 1 }
      } else if byte == .carriageReturn, offset + 1 == bytes.count || bytes[offset + 1] != .lineFeed {
        counts.cr += 1
      }
    }
    if counts.crlf > counts.lf, counts.crlf >= counts.cr { return .carriageReturnLineFeed }
    return counts.cr > counts.lf ? .carriageReturn : .lineFeed
  }
}
