/// Guesses which name was meant by one that does not exist.
public enum NearestName {
  /// The known name that the fewest slips of the keyboard lead away from.
  ///
  /// - Parameters:
  ///   - name: what was written.
  ///   - known: what could have been meant.
  /// - Returns: the first of the nearest; nil if more than a third of what was written would be wrong.
  public static func of(_ name: String, among known: some Sequence<String>) -> String? {
    let limit = max(1, name.count / 3)
    var best: (name: String, slips: Int)?
    for candidate in known {
      let slips = slips(from: name.lowercased(), to: candidate.lowercased())
      if slips <= limit, slips < best?.slips ?? .max { best = (candidate, slips) }
    }
    return best?.name
  }

  /// “ Did you mean `x`?”, or nothing.
  public static func question(about name: String, among known: some Sequence<String>) -> String {
    of(name, among: known).map { " Did you mean `\($0)`?" } ?? ""
  }

  /// How many characters were added, left out, mistaken or exchanged with their neighbour: the optimal string alignment
  /// distance (Damerau 1964, Levenshtein 1966).
  ///
  /// - Complexity: O(*m n*).
  private static func slips(from first: String, to second: String) -> Int {
    let (from, to) = (Array(first), Array(second))
    var rows = [Array(0...to.count)]
    for i in from.indices {
      var row = [i + 1]
      for j in to.indices {
        var slips = min(rows[i][j] + (from[i] == to[j] ? 0 : 1), rows[i][j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, from[i] == to[j - 1], from[i - 1] == to[j] { slips = min(slips, rows[i - 1][j - 1] + 1) }
        row.append(slips)
      }
      rows.append(row)
    }
    return rows[from.count][to.count]
  }
}
