internal import SourceText

extension Edit {
  /// The one edit that turns a text into another: of the part that differs; none if nothing does.
  static func difference(from before: [UInt8], to after: [UInt8]) -> [Edit] {
    guard before != after else { return [] }
    let head = zip(before, after).prefix { $0 == $1 }.count
    let most = min(before.count, after.count) - head
    let tail = zip(before.reversed(), after.reversed()).prefix(most).prefix { $0 == $1 }.count
    return [.replacement(head..<(before.count - tail), with: Array(after[head..<(after.count - tail)]))]
  }
}
