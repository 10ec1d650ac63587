import Foundation

/// What one way of starting an application was found to cost, beside the original, with its usual event.
struct Measurement: Codable {
  /// Medians before and after, and the interval of after ÷ before where there are enough pairs.
  struct Figure: Codable {
    var before, after, ratio: Double
    var lower, upper: Double?

    /// How many times as good.
    var gain: Double { 1 / ratio }
  }

  /// Seconds until the first response, and until it could answer.
  var coldStart: Figure
  var initialization: Figure?
  /// Bytes.
  var memory: Figure?
  var modules: Figure?
  var pairs: Int
  /// The events answered otherwise than by the original, or not at all, with the difference.
  var differences: [String]
  /// Seconds that it took to come to this; nil where there is nothing to do first.
  var effort: Double?
  /// The share of what the must-load bound allows that was saved; nil where it is not known.
  var shareOfBound: Double?
}

/// What was measured of one application.
struct ApplicationResult: Codable {
  var name: String
  var python: String
  /// By the title of the way; a way that failed has a sentence instead.
  var measurements: [String: Measurement] = [:]
  var failures: [String: String] = [:]
}

/// The part of a verdict (`Sources/Reporting/Schemas/verdict-1.schema.json`) that is looked at here.
struct VerdictFile: Decodable {
  struct Stages: Decodable { let profilingSeconds, proofSeconds: Double }
  struct Bound: Decodable { let event: String, timeNs, timeNowNs: Double }
  struct Series: Decodable { let median: Double, count: Int }
  struct Figure: Decodable {
    let before, after: Series
    let ratio: Double
    let ratioLower, ratioUpper: Double?

    var measured: Measurement.Figure {
      Measurement.Figure(before: before.median, after: after.median, ratio: ratio, lower: ratioLower, upper: ratioUpper)
    }
  }
  struct Event: Decodable {
    let event: String
    let coldStartSeconds: Figure
    let initializationSeconds, peakMemoryBytes, modules: Figure?
  }
  struct Machine: Decodable { let python: String }
  struct Attempt: Decodable { let events: [Event] }

  let machine: Machine
  let isProven: Bool
  let stages: Stages
  let bounds: [Bound]
  let attempts: [Attempt]

  /// What was measured with one event; nil if no patch was proven.
  func measurement(of name: String) -> Measurement? {
    guard isProven, let event = attempts.last?.events.first(where: { $0.event.hasSuffix("/\(name).json") }) else {
      return nil
    }
    let start = event.coldStartSeconds.measured
    var measurement = Measurement(
      coldStart: start,
      initialization: event.initializationSeconds?.measured,
      memory: event.peakMemoryBytes?.measured,
      modules: event.modules?.measured,
      pairs: event.coldStartSeconds.before.count,
      // A patch that changes an answer is not proven.
      differences: [],
      effort: stages.profilingSeconds + stages.proofSeconds
    )
    if let bound = bounds.first(where: { $0.event == event.event }) {
      let possible = (bound.timeNowNs - bound.timeNs) / 1e9
      if possible > 0.002 { measurement.shareOfBound = (start.before - start.after) / possible }
    }
    return measurement
  }
}
