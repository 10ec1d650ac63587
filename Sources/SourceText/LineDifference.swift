/// A smallest set of changed lines between two texts, as groups that a diff prints together.
///
/// The comparison is Myers' (An O(ND) difference algorithm, 1986), as the standard library implements it, between what
/// remains when the common head and tail are cut off.
struct LineDifference: Sendable, Hashable {
  /// Lines taken away and the lines that stand in their place; one of the two ranges may be empty.
  struct Change: Sendable, Hashable {
    var before: Range<Int>
    var after: Range<Int>
  }

  /// The changes in the order of the text, none of them touching the next.
  let changes: [Change]

  init(before: [ArraySlice<UInt8>], after: [ArraySlice<UInt8>]) {
    // Lines become numbers first, so that the comparison does not look at their text again and again.
    var numbers: [ArraySlice<UInt8>: Int] = [:]
    func number(_ line: ArraySlice<UInt8>) -> Int {
      if let known = numbers[line] { return known }
      let new = numbers.count
      numbers[line] = new
      return new
    }
    let old = before.map(number)
    let new = after.map(number)
    changes = Self.slidDown(Self.groups(old, new), old, new)
  }

  private static func groups(_ old: [Int], _ new: [Int]) -> [Change] {
    var head = 0
    while head < old.count, head < new.count, old[head] == new[head] { head += 1 }
    var tail = 0
    while tail < old.count - head, tail < new.count - head, old[old.count - tail - 1] == new[new.count - tail - 1] {
      tail += 1
    }
    let difference = new[head..<(new.count - tail)].difference(from: old[head..<(old.count - tail)])
    var removed = [Bool](repeating: false, count: old.count)
    var inserted = [Bool](repeating: false, count: new.count)
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed[head + offset] = true
      case .insert(let offset, _, _): inserted[head + offset] = true
      }
    }
    var changes: [Change] = []
    var (i, j) = (head, head)
    while i < old.count - tail || j < new.count - tail {
      let (i0, j0) = (i, j)
      while i < old.count, removed[i] { i += 1 }
      while j < new.count, inserted[j] { j += 1 }
      if i > i0 || j > j0 {
        changes.append(Change(before: i0..<i, after: j0..<j))
      } else {
        i += 1
        j += 1
      }
    }
    return changes
  }

  /// Moves pure insertions and deletions as far down as the text allows, where readers expect them (GNU diff does too):
  /// of several equal lines the last one counts as the new one.
  private static func slidDown(_ changes: [Change], _ old: [Int], _ new: [Int]) -> [Change] {
    var result: [Change] = []
    // From the last to the first: a group that slides down onto the next becomes one with it.
    for var change in changes.reversed() {
      func canSlide(_ next: Change?) -> Bool {
        let end = change.before.upperBound
        guard end < old.count, change.after.upperBound < new.count, end < next?.before.lowerBound ?? old.count else {
          return false
        }
        if change.before.isEmpty { return new[change.after.lowerBound] == new[change.after.upperBound] }
        return change.after.isEmpty && old[change.before.lowerBound] == old[end]
      }
      while canSlide(result.last) {
        change.before = (change.before.lowerBound + 1)..<(change.before.upperBound + 1)
        change.after = (change.after.lowerBound + 1)..<(change.after.upperBound + 1)
      }
      if let next = result.last, next.before.lowerBound == change.before.upperBound {
        result.removeLast()
        change.before = change.before.lowerBound..<next.before.upperBound
        change.after = change.after.lowerBound..<next.after.upperBound
      }
      result.append(change)
    }
    return result.reversed()
  }
}
