import Foundation

/// What `-X importtime` writes: `import time: SELF | CUMULATIVE | MODULE`, in microseconds, indented by depth.
enum ImportTimeTable {
  /// The modules with their self times in milliseconds.
  static func rows(of text: String) -> [(String, Double)] {
    text.split(separator: "\n").compactMap { line in
      guard line.hasPrefix("import time:") else { return nil }
      let fields = line.dropFirst("import time:".count).split(separator: "|").map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      // The head of the table has words in place of the numbers.
      guard fields.count == 3, let time = Double(fields[0]) else { return nil }
      return (fields[2], time / 1_000)
    }
  }
}
