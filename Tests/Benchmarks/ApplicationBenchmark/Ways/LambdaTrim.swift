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
    let library = try giveInterpreter(to: changed, below: "\(scratch)/interpreter")
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
    if !outcome.isSuccess {
      prepared.remark = "ended after \(limit.components.seconds) s\(try restore(changed, library))"
    }
    return prepared
  }

  /// Gives an environment a standard library of its own: the tool writes into that one too, and leaves it as it is when ended.
  ///
  /// - Returns: the folder of that library.
  private func giveInterpreter(to place: Place, below folder: String) throws -> String {
    let script = """
      import os, sys, sysconfig
      print(sysconfig.get_path('stdlib'), os.path.realpath(sys.executable), sep='\\n')
      """
    let paths = try place.run(place.python, ["-c", script]).standardOutput.text.split(separator: "\n").map(String.init)
    guard paths.count == 2 else { throw WayFailure(reason: "the interpreter does not tell where its library is") }
    for name in ["bin", "lib"] {
      try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
    }
    try place.run("/bin/cp", ["-a", paths[0], "\(folder)/lib/"])
    try place.run("/bin/cp", ["-L", paths[1], "\(folder)/bin/"])
    let executable = "\(folder)/bin/\(URL(filePath: paths[1]).lastPathComponent)"
    // The library is looked for beside the file that the links of the environment end at.
    try place.run("/bin/ln", ["-sf", executable, place.python])
    let settings = "\(place.environment)/pyvenv.cfg"
    let lines = try String(contentsOfFile: settings, encoding: .utf8).split(separator: "\n")
      .map { $0.hasPrefix("home") ? "home = \(folder)/bin" : String($0) }
    try (lines.joined(separator: "\n") + "\n").write(toFile: settings, atomically: true, encoding: .utf8)
    let used = try place.run(place.python, ["-c", script]).standardOutput.text.prefix { $0 != "\n" }
    guard used.hasPrefix(folder) else { throw WayFailure(reason: "the copied environment still uses \(used)") }
    return String(used)
  }

  private func event(_ place: Place, _ name: String) -> String {
    (try? String(contentsOfFile: "\(place.root)/events/\(name).json", encoding: .utf8)) ?? "{}"
  }

  /// Takes back the trial that was under way: a module without its list of attributes is unfinished.
  private func restore(_ place: Place, _ library: String) throws -> String {
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
        let paths = candidates.flatMap { ["\(packages)/\($0)", "\(library)/\($0)"] }
        if let path = paths.first(where: files.fileExists) {
          try place.run("/bin/cp", ["-p", "\(backups)/\(module)/\(name)", path])
        }
      }
    }
    return ", \(finished) modules done"
  }
}
