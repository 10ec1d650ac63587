import Foundation
import Launching

/// λ-trim (`ltrim` on PyPI) removes attributes of the most expensive modules by trial, as long as the answers stay the same.
struct LambdaTrim: Way {
  /// The folder that the tool is installed in.
  let peers: String
  /// After how long it is ended; what it has come to until then counts.
  let limit: Duration
  let title = Title.lambdaTrim

  func prepare(_ original: Place, in scratch: String) throws -> Prepared {
    let changed = try original.copy(to: scratch, withEnvironment: true)
    let tests = original.application.events.map { "{\"event\": \(event(original, $0)), \"context\": null}" }
    let cases = "{\"tests\": [\(tests.joined(separator: ", "))]}"
    try cases.write(toFile: "\(changed.root)/data.json", atomically: false, encoding: .utf8)
    let environment = Environment.inherited.merging(changed.variables) { _, new in new }
    let bin = URL(filePath: changed.python).deletingLastPathComponent().path
    let program = Program(
      executable: changed.python,
      arguments: ["-m", "ltrim", original.application.file, "-H", original.application.function],
      environment: environment.merging([
        // It starts the application by a driver of its own, so that the application's folder is not searched.
        "PYTHONPATH": "\(changed.root):\(peers)", "PATH": bin + ":" + (environment["PATH"] ?? ""),
        "VIRTUAL_ENV": changed.environment,
      ]) { _, new in new },
      workingDirectory: changed.root
    )
    let clock = ContinuousClock()
    let began = clock.now
    let outcome = try ColdStart().run(program, timeout: limit)
    let effort = clock.now - began
    guard outcome.isSuccess || effort >= limit else { throw WayFailure(outcome, of: "ltrim") }
    var prepared = Prepared(place: changed, effort: effort / .seconds(1))
    if !outcome.isSuccess { prepared.remark = "ended after \(limit.components.seconds) s\(try restore(changed))" }
    return prepared
  }

  private func event(_ place: Place, _ name: String) -> String {
    (try? String(contentsOfFile: "\(place.root)/events/\(name).json", encoding: .utf8)) ?? "{}"
  }

  /// Takes back the trial that was under way: a module without its list of attributes is unfinished.
  private func restore(_ place: Place) throws -> String {
    let files = FileManager.default
    let backups = "\(place.root)/tmp"
    var finished = 0
    for module in (try? files.contentsOfDirectory(atPath: backups))?.sorted() ?? [] {
      guard !files.fileExists(atPath: "\(place.root)/log/\(module)/attrs.txt") else {
        finished += 1
        continue
      }
      for name in try files.contentsOfDirectory(atPath: "\(backups)/\(module)") {
        let folder = module.replacing(".", with: "/")
        let candidates = [
          "\(folder)/\(name)", "\(folder.split(separator: "/").dropLast().joined(separator: "/"))/\(name)",
        ]
        let packages = try place.packages
        for candidate in candidates where files.fileExists(atPath: "\(packages)/\(candidate)") {
          try place.run("/bin/cp", ["-p", "\(backups)/\(module)/\(name)", "\(packages)/\(candidate)"])
          break
        }
      }
    }
    return ", \(finished) modules done"
  }
}
