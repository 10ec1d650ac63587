/// Rows of text in columns.
struct Table {
  /// Which side of its column a text keeps to.
  enum Side {
    case left, right
  }

  private let sides: [Side]
  private var rows: [[String]]

  init(_ columns: [(title: String, side: Side)]) {
    sides = columns.map(\.side)
    rows = [columns.map(\.title)]
  }

  mutating func append(_ row: [String]) {
    rows.append(row)
  }

  /// The lines, the titles first, two spaces between columns; a left text is cut so that no line is wider.
  func lines(width: Int) -> [String] {
    var widths = sides.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let excess = widths.reduce(0, +) + 2 * widths.count - width
    if excess > 0, let widest = sides.indices.filter({ sides[$0] == .left }).max(by: { widths[$0] < widths[$1] }) {
      widths[widest] = max(8, widths[widest] - excess)
    }
    return rows.map { row in
      var line = ""
      for (column, text) in row.enumerated() {
        let cut = text.count > widths[column] ? text.prefix(widths[column] - 1) + "…" : text[...]
        let fill = String(repeating: " ", count: widths[column] - cut.count)
        line += "  " + (sides[column] == .left ? cut + fill : fill + cut)
      }
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }
  }
}
