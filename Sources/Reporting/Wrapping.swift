/// Breaks lines for people at a width, between words; continuations stand four columns further in.
enum Wrapping {
  /// What every text report keeps to.
  static let width = 100

  static func lines(_ line: String) -> [String] {
    guard columns(line) > width else { return [line] }
    let indentation = line.prefix { $0 == " " }
    var result: [String] = []
    var current = String(indentation)
    var isEmpty = true
    var gap = ""
    // Blanks between words stay as they are within a line, because they may set columns apart.
    for piece in line.dropFirst(indentation.count).split(separator: " ", omittingEmptySubsequences: false) {
      if piece.isEmpty {
        gap += " "
      } else if isEmpty || columns(current) + gap.count + columns(piece) <= width {
        current += (isEmpty ? "" : gap) + piece
        (isEmpty, gap) = (false, " ")
      } else {
        result.append(current)
        current = indentation + "    " + piece
        gap = " "
      }
    }
    return result + [current]
  }

  /// How many columns a terminal needs; the escape sequences of `Style` take none.
  private static func columns(_ text: some StringProtocol) -> Int {
    var (count, isEscape) = (0, false)
    for character in text {
      if character == "\u{1B}" { isEscape = true }
      if !isEscape { count += 1 }
      if character == "m" { isEscape = false }
    }
    return count
  }
}

extension [String] {
  /// One text, each line broken where it has to be and ended by a line end.
  var wrapped: String { flatMap(Wrapping.lines).map { $0 + "\n" }.joined() }
}
