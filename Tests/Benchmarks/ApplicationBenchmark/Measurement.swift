import Foundation
import Verification

/// What one start of an application took.
struct Sample: Codable {
  /// Seconds until the interpreter ran the first line, until the function could answer, and until it had answered.
  let interpreter, initialization, coldStart: Double
  /// Bytes.
  let memory: Double
  let modules: Int
}

/// What one way of starting an application came to.
struct WayResult: Codable {
  let title: String
  /// One of each round.
  var samples: [Sample] = []
  /// The same with the files on the disk instead of in memory.
  var coldSamples: [Sample] = []
  /// The events that are answered otherwise than by the original, or not at all, with the difference.
  var differences: [String] = []
  /// Seconds that the tool took.
  var effort: Double?
  var remark: String?
  /// Why the application is as it was before.
  var unchanged: String?
  /// Why there is nothing to measure.
  var failure: String?

  /// Whether there is something to start that is not the original itself.
  var isStarted: Bool { failure == nil && unchanged == nil }

  /// The same without the paths of this machine in what was said.
  func withoutPaths(below folder: String) -> WayResult {
    func shortened(_ text: String) -> String { text.replacing(folder + "/", with: "") }
    var result = self
    result.differences = differences.map(shortened)
    result.remark = remark.map(shortened)
    result.unchanged = unchanged.map(shortened)
    result.failure = failure.map(shortened)
    return result
  }
}

/// What was measured of one application with one version of Python: the original and the ways, in turn.
struct GroupResult: Codable {
  /// `3.11`, and the version that it was.
  let release, python: String
  let date, commit: String
  var original: WayResult
  var ways: [WayResult] = []
  /// What libprof says the usual event cannot be answered without.
  var bound: MustLoad?

  /// A way of this group by its title.
  func way(_ title: String) -> WayResult? { ways.first { $0.title == title } }
}

/// What was measured of one application.
struct ApplicationResult: Codable {
  let name: String
  var groups: [GroupResult] = []

  /// What was measured with a version of Python.
  func group(_ release: String) -> GroupResult? { groups.first { $0.release == release } }
}

/// A figure of a sample, the smaller the better.
struct Figure {
  let title: String
  let value: @Sendable (Sample) -> Double
  let paper: (@Sendable (Application.Gains) -> Double)?

  /// The time until the function can answer.
  static let initialization = Figure(title: "Init", value: { $0.initialization }, paper: { $0.initialization })
  /// The time until it has answered for the first time.
  static let coldStart = Figure(title: "Init and first response", value: { $0.coldStart }, paper: { $0.endToEnd })
  /// The largest resident size.
  static let memory = Figure(title: "Peak memory", value: { $0.memory }, paper: { $0.memory })
  /// How many modules were loaded when it had answered.
  static let modules = Figure(title: "Modules loaded", value: { Double($0.modules) }, paper: nil)
}

extension GroupResult {
  /// How many times as good a way is as the original.
  struct Gain {
    let factor: Double
    /// The ends of its 95 % interval, where there are enough rounds.
    let interval: ClosedRange<Double>?
    /// Medians.
    let before, after: Double
  }

  /// Compares a way with the original, round by round.
  func gain(of way: WayResult, in figure: Figure, isCold: Bool = false) -> Gain? {
    Self.gain(
      from: isCold ? original.coldSamples : original.samples,
      to: isCold ? way.coldSamples : way.samples,
      in: figure
    )
  }

  /// Compares a way with another one, round by round.
  static func gain(from first: [Sample], to second: [Sample], in figure: Figure) -> Gain? {
    guard
      let comparison = Comparison(before: first.map(figure.value), after: second.map(figure.value), confidence: 0.95)
    else { return nil }
    return Gain(
      factor: 1 / comparison.ratio,
      interval: comparison.interval.map { (1 / $0.upper)...(1 / $0.lower) },
      before: comparison.before.median,
      after: comparison.after.median
    )
  }

  /// What libprof predicts for the must-load bound: the original, of whose imports only the needed share is left, those that
  /// the answer waits for included.
  var boundSamples: [Sample]? {
    guard let bound else { return nil }
    return original.samples.map { sample in
      let saved = (sample.initialization - sample.interpreter) * (1 - bound.timeShare)
      return Sample(
        interpreter: sample.interpreter,
        initialization: sample.initialization - saved,
        coldStart: max(sample.coldStart - max(saved, bound.savedTime), sample.initialization - saved),
        memory: sample.memory - (bound.memoryNowBytes - bound.memoryBytes),
        modules: bound.modules
      )
    }
  }

  /// The share of the saving that the bound allows, from start to answer; nil where it allows next to none.
  func shareOfBound(_ way: WayResult) -> Double? {
    guard let bound = boundSamples, let best = Self.gain(from: original.samples, to: bound, in: .coldStart),
      best.before - best.after > 0.005
    else { return nil }
    if way.unchanged != nil { return 0 }
    guard way.differences.isEmpty, let gain = gain(of: way, in: .coldStart) else { return nil }
    return (gain.before - gain.after) / (best.before - best.after)
  }
}

/// What the ways are called.
enum Title {
  static let original = "original"
  static let app = "fix --scope app"
  static let all = "fix --scope all"
  static let lazyLoader = "LazyLoader"
  static let lazyImports = "-X lazy_imports=all"
  static let importcost = "importcost"
  static let pep810 = "pep810"
  static let lambdaTrim = "λ-trim"
}
