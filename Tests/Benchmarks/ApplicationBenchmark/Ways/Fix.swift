import Foundation
import Launching

/// `libprof fix`, run as a user would: with its defaults, into a folder of patches.
struct Fix: Way {
  /// Which files may be changed.
  enum Scope: String { case app, all }

  let libprof: String
  let scope: Scope
  /// Keeps, for who wants to look, what libprof wrote and said: in a folder for each application.
  let records: String

  var title: String { scope == .app ? Title.app : Title.all }

  func prepare(_ original: Place, in scratch: String) throws -> Prepared {
    let record = "\(records)/\(original.application.name)-\(scope.rawValue)"
    try? FileManager.default.removeItem(atPath: record)
    try FileManager.default.createDirectory(atPath: record, withIntermediateDirectories: true)
    let (patches, verdict) = ("\(record)/patches", "\(record)/verdict.json")
    let changed = try original.copy(to: scratch, withEnvironment: scope == .all)
    let clock = ContinuousClock()
    let began = clock.now
    let arguments =
      ["fix", "--scope", scope.rawValue, "--output", patches, "--verdict", verdict, "--python", original.python]
      + ["--handler", original.application.handler, "--event"]
      + original.application.events.map { "events/\($0).json" }
    let outcome = try original.start(libprof, arguments)
    let effort = (clock.now - began) / .seconds(1)
    try outcome.standardError.text.write(toFile: "\(record)/said.txt", atomically: false, encoding: .utf8)
    // Exit status 1: there was a patch, but it was not proven.
    guard outcome.isSuccess || outcome.termination == .exited(code: 1) else { throw WayFailure(outcome, of: libprof) }
    let file = try FileManager.default.contents(atPath: verdict).map {
      try JSONDecoder().decode(VerdictFile.self, from: $0)
    }
    var prepared = Prepared(place: changed, effort: effort, bounds: file?.bounds ?? [])
    guard outcome.isSuccess, file?.isProven == true else {
      let said = outcome.standardError.text.split(separator: "\n").last { !$0.hasPrefix("Took ") }
      prepared.unchanged = said.map(String.init) ?? "nothing to change"
      return prepared
    }
    let own = "\(patches)/program.patch"
    if FileManager.default.fileExists(atPath: own) {
      try changed.run("/usr/bin/patch", ["--quiet", "--strip=1", "--input=\(own)"])
    }
    if scope == .all, try Self.hasPackages(patches) {
      try changed.run(libprof, ["apply", patches, "--target", changed.packages])
    }
    return prepared
  }

  private static func hasPackages(_ folder: String) throws -> Bool {
    try FileManager.default.contentsOfDirectory(atPath: folder).contains {
      $0.hasSuffix(".patch") && $0 != "program.patch"
    }
  }
}

/// The part of a verdict (`Sources/Reporting/Schemas/verdict-1.schema.json`) that is looked at here.
struct VerdictFile: Decodable {
  let isProven: Bool
  let bounds: [MustLoad]
}

/// What libprof says an event cannot be answered without, and what is loaded for it now.
struct MustLoad: Codable {
  let event: String
  let timeNs, timeNowNs, memoryBytes, memoryNowBytes: Double
  let modules: Int

  /// The time for imports before and during the answer that would not be spent, in seconds.
  var savedTime: Double { (timeNowNs - timeNs) / 1e9 }
  /// The share of the time for imports that is left.
  var timeShare: Double { timeNowNs > 0 ? timeNs / timeNowNs : 1 }
}
