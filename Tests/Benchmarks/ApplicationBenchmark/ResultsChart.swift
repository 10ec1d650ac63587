import Foundation

/// The speed-ups as bars on a logarithmic scale.
struct ResultsChart {
  private let results: [ApplicationResult]

  init(_ results: [ApplicationResult]) {
    self.results = results
  }

  private static let bars: [(column: ResultsTable.Column, color: String)] = [
    (ResultsTable.Column(title: Title.all, release: Release.own), "#2563eb"),
    (ResultsTable.Column(title: Title.app, release: Release.own), "#93c5fd"),
    (ResultsTable.Column(title: Title.lazyImports, release: Release.peers), "#f59e0b"),
    (ResultsTable.Column(title: Title.lazyLoader, release: Release.own), "#d6d3d1"),
    (ResultsTable.Column(title: Title.lambdaTrim, release: Release.trim), "#a8a29e"),
  ]
  private static let smallest = 0.5

  var text: String {
    let (left, row, width) = (130.0, 62.0, 860.0)
    let height = 70 + row * Double(results.count)
    let gains = results.flatMap { result in Self.bars.compactMap { gain($0.column, result)?.factor } }
    let largest = max(gains.max() ?? 2, 2) * 1.1
    func place(_ gain: Double) -> Double {
      left + log(max(gain, Self.smallest) / Self.smallest) / log(largest / Self.smallest) * (width - left - 90)
    }
    var parts = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(Int(width)) \(Int(height))\" font-family=\"sans-serif\" font-size=\"12\">",
      "<title>How many times as fast the applications give their first response</title>",
      "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>",
    ]
    for (index, bar) in Self.bars.enumerated() {
      let x = 10 + Double(index) * 168
      parts.append("<rect x=\"\(Int(x))\" y=\"12\" width=\"10\" height=\"10\" fill=\"\(bar.color)\"/>")
      parts.append("<text x=\"\(Int(x) + 15)\" y=\"21\" font-size=\"11\">\(bar.column.heading)</text>")
    }
    for gain in [1.0, 2, 5, 10, 20, 50] where gain <= largest {
      let x = Self.text(place(gain))
      let color = gain == 1 ? "#666" : "#ddd"
      parts.append("<line x1=\"\(x)\" y1=\"36\" x2=\"\(x)\" y2=\"\(Int(height) - 22)\" stroke=\"\(color)\"/>")
      parts.append("<text x=\"\(x)\" y=\"\(Int(height) - 8)\" text-anchor=\"middle\">\(Int(gain))×</text>")
    }
    for (index, result) in results.enumerated() {
      let y = 40 + row * Double(index)
      parts.append("<text x=\"\(Int(left) - 8)\" y=\"\(Int(y) + 29)\" text-anchor=\"end\">\(result.name)</text>")
      for (position, bar) in Self.bars.enumerated() {
        let top = y + Double(position) * 10
        guard let gain = gain(bar.column, result) else { continue }
        let (from, to) = (min(place(1), place(gain.factor)), max(place(1), place(gain.factor)))
        let shape = "x=\"\(Self.text(from))\" y=\"\(Int(top))\" width=\"\(Self.text(max(to - from, 1)))\" height=\"9\""
        parts.append("<rect \(shape) fill=\"\(gain.isBroken ? "none" : bar.color)\" stroke=\"\(bar.color)\"/>")
        let label = String(format: "%.1f×", gain.factor) + (gain.isBroken ? " breaks" : "")
        parts.append("<text x=\"\(Self.text(to + 4))\" y=\"\(Int(top) + 8)\" font-size=\"9\">\(label)</text>")
      }
    }
    return parts.joined(separator: "\n") + "\n</svg>\n"
  }

  /// How many times as fast the first response is there; what does not even start has no bar.
  private func gain(_ column: ResultsTable.Column, _ result: ApplicationResult) -> (factor: Double, isBroken: Bool)? {
    guard let group = result.group(column.release), let way = group.way(column.title), way.isStarted,
      let gain = group.gain(of: way, in: .coldStart)
    else { return nil }
    return (gain.factor, !way.differences.isEmpty)
  }

  private static func text(_ value: Double) -> String { String(format: "%.1f", value) }
}
