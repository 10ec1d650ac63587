/// How alike two lists of values are in their order.
enum RankCorrelation {
  /// Spearman's coefficient: the correlation of the ranks, where equal values share the mean of theirs.
  static func spearman(_ left: [Double], _ right: [Double]) -> Double {
    let (left, right) = (ranks(left), ranks(right))
    guard left.count > 1 else { return .nan }
    // Of ranks from 1 to n.
    let mean = Double(left.count + 1) / 2
    func product(_ one: [Double], _ other: [Double]) -> Double {
      zip(one, other).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - mean) }
    }
    return product(left, right) / (product(left, left) * product(right, right)).squareRoot()
  }

  /// The rank of each value, from 1; equal ones share the mean of theirs.
  static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var first = 0
    while first < order.count {
      let last = order[first...].lastIndex { values[$0] == values[order[first]] } ?? first
      for index in first...last { ranks[order[index]] = Double(first + last) / 2 + 1 }
      first = last + 1
    }
    return ranks
  }
}
