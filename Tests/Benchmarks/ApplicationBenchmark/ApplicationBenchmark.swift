import ArgumentParser
import Foundation
import Launching
import Recording

/// Measures the applications: as they are, with what libprof makes of them, and with what users would pick instead.
@main
struct ApplicationBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "application-benchmark",
    abstract: "Measure the applications as they are, as libprof makes them, and as other tools do.",
    discussion: """
      The results of each application and version of Python are kept in a file, so that a long run can be made in pieces: what \
      is there already is not measured again. RESULTS.md and results.svg are made of all that is there.
      """
  )

  @Option(help: "The folder of the applications and of their environments.")
  var applications: String

  @Option(help: "The tool that is measured.")
  var libprof: String

  @Option(help: "The folder that keeps what was measured.")
  var results: String

  @Option(help: "The folder that keeps what the tools wrote.")
  var records: String

  @Option(name: .customLong("python"), help: "A version and its interpreter: 3.11=/usr/bin/python3. May be repeated.")
  var pythons: [String]

  @Option(help: "Only this application. May be repeated.")
  var only: [String] = []

  @Option(help: "Only this version of Python. May be repeated.")
  var release: [String] = []

  @Option(
    help: "Only this way, as it is called in the table; others that were measured are forgotten. May be repeated."
  )
  var way: [String] = []

  @Option(help: "How often each way is started with its files in memory.")
  var runs = 20

  @Option(help: "How often each way is started with its files on the disk.")
  var coldRuns = 5

  @Option(help: "After how many seconds λ-trim is ended.")
  var trimLimit = 600

  @Option(help: "The commit that is measured.")
  var commit = "unknown"

  @Option(help: "Where the object store listens.")
  var port = 18_606

  @Flag(help: "Measure again what is there already.")
  var again = false

  @Flag(help: "Measure nothing, only make the table and the chart.")
  var tableOnly = false

  func validate() throws {
    let names = Application.all.map(\.name)
    if let unknown = only.first(where: { !names.contains($0) }) {
      throw ValidationError("There is no application '\(unknown)'; there are \(names.joined(separator: ", ")).")
    }
    guard runs > 0, coldRuns >= 0 else { throw ValidationError("There must be at least one run.") }
  }

  func run() throws {
    try FileManager.default.createDirectory(atPath: results, withIntermediateDirectories: true)
    for application in Application.all where !tableOnly && (only.isEmpty || only.contains(application.name)) {
      var result = kept(application)
      for (version, python) in interpreters where release.isEmpty || release.contains(version) {
        guard isInstallable(application, version) else { continue }
        if let group = result.group(version), !again, isEnough(group) { continue }
        do {
          let group = try measure(application, version, python)
          result.groups = (result.groups.filter { $0.release != version } + [group]).sorted { $0.release < $1.release }
          try JSONEncoder().encode(result).write(to: file(of: application), options: .atomic)
          try report()
        } catch {
          say("\(application.name), Python \(version): not measured: \(Rounds.sentence(error))")
        }
      }
    }
    try report()
  }

  private func report() throws {
    let all = Application.all.map(kept).filter { !$0.groups.isEmpty }
    try ResultsTable(all).text.write(toFile: "\(applications)/RESULTS.md", atomically: true, encoding: .utf8)
    try ResultsChart(all).text.write(toFile: "\(applications)/results.svg", atomically: true, encoding: .utf8)
  }

  private var interpreters: [(version: String, python: String)] {
    pythons.compactMap { text in
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      return parts.count == 2 ? (parts[0], parts[1]) : nil
    }
  }

  /// The newest version has requirements of its own wherever something installs there.
  private func isInstallable(_ application: Application, _ version: String) -> Bool {
    version != Release.peers
      || FileManager.default.fileExists(atPath: "\(applications)/\(application.folder)/requirements-\(version).txt")
  }

  private func file(of application: Application) -> URL {
    URL(filePath: "\(results)/\(application.name).json")
  }

  private func kept(_ application: Application) -> ApplicationResult {
    (try? Data(contentsOf: file(of: application)))
      .flatMap { try? JSONDecoder().decode(ApplicationResult.self, from: $0) }
      ?? ApplicationResult(name: application.name)
  }

  private func isEnough(_ group: GroupResult) -> Bool {
    group.original.samples.count >= runs && group.original.coldSamples.count >= coldRuns
      && ways(group.release).allSatisfy { group.way($0.title) != nil }
  }

  /// The ways that there are with a version of Python.
  private func ways(_ release: String) -> [any Way] {
    let environments = "\(applications)/.environments"
    let records = "\(self.records)/\(release)"
    let ways: [any Way] =
      switch release {
      case Release.peers:
        [
          Fix(libprof: libprof, scope: .all, records: records), LazyImports(),
          LazyKeyword(tool: .importcost, peers: "\(environments)/peers-\(release)/lib/python\(release)/site-packages"),
          LazyKeyword(tool: .pep810, peers: "\(environments)/peers-\(release)/lib/python\(release)/site-packages"),
        ]
      case Release.trim:
        [
          LambdaTrim(
            peers: "\(environments)/peers-\(release)/lib/python\(release)/site-packages",
            limit: .seconds(trimLimit)
          )
        ]
      default:
        [
          Fix(libprof: libprof, scope: .app, records: records), Fix(libprof: libprof, scope: .all, records: records),
          LazyLoader(),
        ]
      }
    return ways.filter { way.isEmpty || way.contains($0.title) }
  }

  private func measure(_ application: Application, _ release: String, _ python: String) throws -> GroupResult {
    let name = release == Release.own ? application.folder : "\(application.folder)-\(release)"
    say("\(application.name), Python \(release)")
    try prepare("store", interpreters.first?.python ?? python, "store")
    try prepare(application.folder, python, name)
    if release != Release.own { try prepare("peers", python, "peers-\(release)") }
    let scratch = NSTemporaryDirectory() + "libprof-applications-\(ProcessInfo.processInfo.processIdentifier)"
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: scratch) }

    let store = try ObjectStore(of: applications, port: port)
    defer { withExtendedLifetime(store) {} }
    let original = Place(
      application: application,
      root: "\(applications)/\(application.folder)",
      python: "\(applications)/.environments/\(name)/bin/python",
      variables: store.variables
    )
    var entrants = [Rounds.Entrant(place: original, result: WayResult(title: Title.original))]
    var bounds: [MustLoad] = []
    for (index, way) in ways(release).enumerated() {
      say("  \(way.title) …")
      var result = WayResult(title: way.title)
      var place = original
      do {
        let prepared = try way.prepare(original, in: "\(scratch)/\(index)")
        place = prepared.place
        (result.effort, result.remark, result.unchanged) = (prepared.effort, prepared.remark, prepared.unchanged)
        if !prepared.bounds.isEmpty { bounds = prepared.bounds }
      } catch {
        result.failure = Rounds.sentence(error)
      }
      let effort = result.effort.map { String(format: " after %.1f s", $0) } ?? ""
      say("  \(way.title)\(effort): \(result.failure ?? result.unchanged ?? result.remark ?? "ready")")
      entrants.append(Rounds.Entrant(place: place, result: result))
    }
    var rounds = Rounds(scratch: scratch, warm: runs, cold: coldRuns)
    rounds.progress = { say("  \($0)") }
    entrants = try rounds.run(entrants)
    return GroupResult(
      release: release,
      python: try original.start().interpreter.version,
      date: Date().formatted(.iso8601.year().month().day()),
      commit: commit,
      original: entrants[0].result,
      ways: entrants.dropFirst().map { $0.result.withoutPaths(below: applications) },
      bound: bounds.first { $0.event.hasSuffix("/\(application.events[0]).json") }
    )
  }

  private func prepare(_ folder: String, _ python: String, _ name: String) throws {
    let program = Program(executable: "\(applications)/prepare", arguments: [folder, python, name])
    let outcome = try ColdStart().run(program)
    guard outcome.isSuccess else { throw WayFailure(outcome, of: "prepare") }
  }

  private func say(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }
}

/// The versions of Python that something is measured with.
enum Release {
  /// What most applications run on: libprof, and what needs no particular version.
  static let own = "3.11"
  /// That with lazy imports of its own, and the tools for it.
  static let peers = "3.15"
  /// The one that λ-trim is made for.
  static let trim = "3.10"
}
