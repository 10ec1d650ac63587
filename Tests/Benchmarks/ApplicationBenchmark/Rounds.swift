import Foundation
import Launching
import Recording
import Verification

/// Starts the original and the ways in turn, each time in a fresh process, with the usual event.
struct Rounds {
  /// What is started, and what it has come to so far.
  struct Entrant {
    let place: Place
    var result: WayResult
  }

  let scratch: String
  /// How many rounds with the files in memory, and how many with the files on the disk.
  let warm, cold: Int
  var progress: (String) -> Void = { _ in }

  /// Asks each entrant for the answers to all events, and then measures those that answer the usual one.
  ///
  /// - Parameter entrants: the original first.
  /// - Returns: the same entrants with their results.
  /// - Throws: what makes the original impossible to start.
  func run(_ entrants: [Entrant]) throws -> [Entrant] {
    guard let original = entrants.first?.place else { return [] }
    var entrants = entrants
    let events = try original.application.events.map { try original.event($0) }
    let expected = try events.map { event in
      // Twice: what the original itself answers differently is no difference of a way's.
      let answers = try (1...2).compactMap { _ in try answer(original, event) }
      return (
        answer: answers.first ?? "null", oracle: ResponseOracle(ignoring: ResponseOracle.unstablePaths(among: answers))
      )
    }
    for index in entrants.indices.dropFirst() where entrants[index].result.isStarted {
      progress("asking \(entrants[index].result.title) for its answers")
      for (event, expected) in zip(events, expected) {
        guard let difference = difference(entrants[index].place, event, expected.answer, expected.oracle) else {
          continue
        }
        let name = URL(filePath: event.name).deletingPathExtension().lastPathComponent
        entrants[index].result.differences.append("\(name): \(difference)")
      }
    }
    let starts = try entrants.map { try $0.place.start() }
    let usual = events[0]
    // The first round of each kind writes bytecode and fills the page cache.
    for round in -1..<warm {
      try measure(&entrants, starts, usual, round, caches: nil) { $0.samples.append($1) }
    }
    guard cold > 0 else { return entrants }
    let caches = zip(entrants, starts).map { PageCache($1.interpreter, folders: [$0.place.root]) }
    for round in 0..<cold {
      try measure(&entrants, starts, usual, round, caches: caches) { $0.coldSamples.append($1) }
    }
    return entrants
  }

  private func measure(
    _ entrants: inout [Entrant],
    _ starts: [ProgramStart],
    _ event: Event,
    _ round: Int,
    caches: [PageCache]?,
    keep: (inout WayResult, Sample) -> Void
  ) throws {
    progress("round \(round + 1)\(caches == nil ? "" : " from the disk")")
    for offset in entrants.indices {
      // Whoever comes first in one round comes last in another.
      let index = (offset + round + entrants.count) % entrants.count
      guard entrants[index].result.isStarted else { continue }
      do {
        caches?[index].forget()
        let place = entrants[index].place
        let result = try starts[index].run(event: event, in: place.root, variables: place.variables, scratch: scratch)
        guard let parts = result.parts, round >= 0 else { continue }
        let sample = Sample(
          interpreter: parts.interpreter / .seconds(1),
          initialization: (parts.interpreter + parts.imports) / .seconds(1),
          coldStart: result.coldStart / .seconds(1),
          memory: Double(result.peakMemory),
          modules: result.moduleCount ?? 0
        )
        keep(&entrants[index].result, sample)
      } catch {
        guard index > 0 else { throw error }
        entrants[index].result.failure = Self.sentence(error)
      }
    }
  }

  private func answer(_ place: Place, _ event: Event) throws -> String? {
    try place.start().run(event: event, in: place.root, variables: place.variables, scratch: scratch).response
  }

  private func difference(_ place: Place, _ event: Event, _ expected: String, _ oracle: ResponseOracle) -> String? {
    do {
      let actual = try answer(place, event) ?? "null"
      guard let difference = oracle.firstDifference(expected: expected, actual: actual) else { return nil }
      return "\(difference.path) is \(difference.actual ?? "missing") instead of \(difference.expected ?? "missing")"
    } catch {
      return Self.sentence(error)
    }
  }

  /// The last line of what is said, which for a program is that of its traceback.
  static func sentence(_ error: any Error) -> String {
    let lines = "\(error)".split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    return String((lines.last ?? "it fails").prefix(300))
  }
}
