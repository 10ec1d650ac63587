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
    let lines = verdict.events.flatMap(describe) + [conclusion]
    return lines.map { $0 + "\n" }.joined()
  }

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
    if let memory = event.peakMemory {
      line +=
        ", peak memory \(Figures.memory(memory.before)) → \(memory.isExact ? "" : "at most ")\(Figures.memory(memory.after))"
    }
    if event.decision == .noDifference || event.decision == .undecided { line += " — no difference shown" }
    guard !event.unstable.isEmpty else { return [line] }
    return [line, "    not compared, because it varies by itself: \(event.unstable.joined(separator: ", "))"]
  }

  private func seconds(_ value: Double) -> String { Figures.time(nanoseconds: value * 1e9) }

  private var conclusion: String {
    switch verdict.outcome {
    case .proven: "Proven: the same answers, and a faster cold start."
    case .changesAnswer(let event, let difference):
      "Not offered: with the patch, \(event) is answered differently: \(difference)"
    case .fails(let event, let output):
      "Not offered: with the patch, the program fails for \(event):\n"
        + output.split(separator: "\n").suffix(20).map { "  | \($0)" }.joined(separator: "\n")
    case .notFaster: "Not offered: the answers are the same, but no start is faster."
    case .slower(let event, let factor):
      "Not offered: \(event) would start slower, by a factor of \(String(format: "%.2f", factor))."
    }
  }
}
