public import Advice
internal import Foundation
public import Verification

/// What a proof measured, for people to read.
public struct VerdictText {
  private let verdict: Verdict
  /// The share of each event's start that the plan expects to be left.
  private let remaining: [String: Double]

  /// Takes what is to be shown, and the plan that was to be proven.
  public init(_ verdict: Verdict, _ plan: Plan) {
    self.verdict = verdict
    remaining = Dictionary(plan.predictions.map { ($0.event, $0.remaining) }) { first, _ in first }
  }

  /// The verdict, with a line end behind each line.
  public var text: String {
    let lines = verdict.events.flatMap(describe).flatMap(Wrapping.lines) + [conclusion]
    return lines.map { $0 + "\n" }.joined()
  }

  /// What was measured of each event, without a conclusion.
  var measurements: [String] { verdict.events.flatMap(describe) }

  private func describe(_ event: Verdict.EventResult) -> [String] {
    let start = event.coldStart
    var line =
      "  \(event.event)  \(seconds(start.before.median)) → \(seconds(start.after.median)), "
      + "\(Figures.factor(1 / start.ratio)) as fast"
    if let interval = start.interval {
      line +=
        " (\(Figures.factor(1 / interval.upper)) to \(Figures.factor(1 / interval.lower)), n = \(start.before.count))"
    } else {
      line += " (n = \(start.before.count))"
    }
    if let share = remaining[event.event] { line += ", expected \(seconds(start.before.median * share))" }
    if event.decision == .noDifference || event.decision == .undecided { line += " — no difference shown" }
    var lines = [line, "    " + figures(event).joined(separator: ", ")]
    if let outliers = outliers(event) { lines.append("    " + outliers) }
    if !event.unstable.isEmpty {
      lines.append("    not compared, because it varies by itself: \(event.unstable.joined(separator: ", "))")
    }
    return lines
  }

  /// The medians of the other figures.
  private func figures(_ event: Verdict.EventResult) -> [String] {
    func change(_ name: String, _ figure: (StartFigures) -> Double?, _ write: (Double) -> String) -> String? {
      event.comparison(of: figure).map { "\(name) \(write($0.before.median)) → \(write($0.after.median))" }
    }
    let memory = event.comparison(of: \.peakMemory).map {
      "peak memory \(Figures.memory($0.before.median)) → "
        + (event.isPeakMemoryExact ? "" : "at most ") + Figures.memory($0.after.median)
    }
    return [
      change("initialization", \.initialization, seconds), change("CPU", \.cpuTime, seconds), memory,
      change("modules", { $0.moduleCount.map(Double.init) }, { String(Int($0)) }),
    ].compactMap(\.self)
  }

  /// Starts that took far longer than the median: shown, and part of what the medians and intervals come from.
  private func outliers(_ event: Verdict.EventResult) -> String? {
    let series = [event.pairs.map(\.before.coldStart), event.pairs.map(\.after.coldStart)]
    let medians = [event.coldStart.before.median, event.coldStart.after.median]
    let slow = zip(series, medians).flatMap { values, median in values.filter { $0 > 1.5 * median } }
    guard let longest = slow.max() else { return nil }
    let all = series.reduce(0) { $0 + $1.count }
    return "\(slow.count) of \(all) starts took over 1.5 times the median, the longest \(seconds(longest))"
  }

  private func seconds(_ value: Double) -> String { Figures.time(nanoseconds: value * 1e9) }

  /// What comes of the patch, in a sentence.
  var conclusion: String {
    switch verdict.outcome {
    case .proven: "Proven: the same answers, and a faster cold start."
    case .changesAnswer(let event, let difference):
      "Not offered: with the patch, \(event) is answered differently: \(difference)"
    case .fails(let event, let output):
      "Not offered: with the patch, the program fails for \(event):\n\(OutputTail(output))"
    case .checkFails(let command, let output):
      "Not offered: with the patch, the check “\(command)” fails:\n\(OutputTail(output))"
    case .notFaster: "Not offered: the answers are the same, but no start is faster."
    case .slower(let event, let factor):
      "Not offered: \(event) would start slower, by a factor of \(String(format: "%.2f", factor))."
    }
  }
}
