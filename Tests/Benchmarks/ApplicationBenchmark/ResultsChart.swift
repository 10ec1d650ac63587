import Foundation

/// The speed-ups of init as bars, on a logarithmic scale.
struct ResultsChart {
  private let results: [ApplicationResult]

  init(_ results: [ApplicationResult]) {
    self.results = results
  }

  private static let bars: [(title: String, color: String)] = [
    (Title.all, "#2563eb"), (Title.app, "#93c5fd"), (Title.lazyImports, "#f59e0b"), (Title.lazyLoader, "#d6d3d1"),
  ]

  var text: String {
    let (left, row, width) = (130.0, 52.0, 760.0)
    let height = 60 + row * Double(results.count)
    let largest = results.flatMap { $0.measurements.values.compactMap { $0.initialization?.gain } }.max() ?? 2
    func place(_ gain: Double) -> Double {
      left + log(max(gain, 0.5) / 0.5) / log(largest * 1.1 / 0.5) * (width - left - 70)
    }
    var parts = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(Int(width)) \(Int(height))\" font-family=\"sans-serif\" font-size=\"12\">",
      "<title>How many times as fast the applications initialize</title>",
      "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>",
    ]
    for (index, bar) in Self.bars.enumerated() {
      let x = left + Double(index) * 150
      parts.append("<rect x=\"\(x)\" y=\"12\" width=\"10\" height=\"10\" fill=\"\(bar.color)\"/>")
      parts.append("<text x=\"\(x + 15)\" y=\"21\">\(bar.title)</text>")
    }
    for gain in [1.0, 2, 5, 10, 20, 50] where gain <= largest * 1.1 {
      let x = place(gain)
      parts.append(
        "<line x1=\"\(x)\" y1=\"36\" x2=\"\(x)\" y2=\"\(height - 18)\" stroke=\"\(gain == 1 ? "#666" : "#ddd")\"/>"
      )
      parts.append("<text x=\"\(x)\" y=\"\(height - 5)\" text-anchor=\"middle\">\(Int(gain))×</text>")
    }
    for (index, result) in results.enumerated() {
      let y = 40 + row * Double(index)
      parts.append("<text x=\"\(left - 8)\" y=\"\(y + 24)\" text-anchor=\"end\">\(result.name)</text>")
      for (position, bar) in Self.bars.enumerated() {
        guard let measured = result.measurements[bar.title], let gain = measured.initialization?.gain else { continue }
        let (from, to) = (min(place(1), place(gain)), max(place(1), place(gain)))
        let top = y + Double(position) * 10
        let isBroken = !measured.differences.isEmpty
        parts.append(
          "<rect x=\"\(from)\" y=\"\(top)\" width=\"\(max(to - from, 1))\" height=\"9\" fill=\"\(isBroken ? "none" : bar.color)\" stroke=\"\(bar.color)\"/>"
        )
        let label = String(format: "%.1f×", gain) + (isBroken ? " breaks" : "")
        parts.append("<text x=\"\(to + 4)\" y=\"\(top + 8)\" font-size=\"9\">\(label)</text>")
      }
    }
    return parts.joined(separator: "\n") + "\n</svg>\n"
  }
}
