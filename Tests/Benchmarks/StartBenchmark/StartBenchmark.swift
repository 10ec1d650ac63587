import EventLayout
import Foundation
import Launching
import Sampling
import Verification

/// Times starts of one program in several ways, in turn, and compares each way with the first.
///
/// Beside the whole time stands that of the processors, which other programs of the machine disturb less.
///
///     start-benchmark AGENT ROUNDS < WAYS
///
/// A way is a line of fields between tabs: its name, the agent's probes (`-` to start without the agent), samples per second
/// (0 for none), and the words of the command. A way that fails is named and left out.
@main
struct StartBenchmark {
  private struct Way {
    let name: String, probes: String?
    let rate: Int
    let words: [String]
    /// Milliseconds of each round: from start to end, and of the processors.
    var times: [Double] = [], processorTimes: [Double] = []
    var failure: String?
  }

  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count == 2, let agent = arguments.first, let rounds = arguments.last.flatMap({ Int($0) }) else {
      print("usage: start-benchmark AGENT ROUNDS < WAYS")
      exit(2)
    }
    var ways: [Way] = []
    while let line = readLine() {
      let fields = line.split(separator: "\t").map(String.init)
      guard fields.count > 3, let rate = Int(fields[2]) else {
        print("no way to start a program: \(line)")
        exit(2)
      }
      let probes = fields[1] == "-" ? nil : fields[1]
      ways.append(Way(name: fields[0], probes: probes, rate: rate, words: Array(fields[3...])))
    }
    // The first round writes bytecode and fills the page cache.
    for round in 0...rounds {
      for index in ways.indices {
        // Whoever comes first in one round comes last in another.
        let index = (index + round) % ways.count
        guard ways[index].failure == nil else { continue }
        let outcome = try start(ways[index], agent)
        if !outcome.isSuccess {
          ways[index].failure = outcome.standardError.text.split(separator: "\n").last.map(String.init) ?? "it failed"
        } else if round > 0 {
          ways[index].times.append(outcome.wall / .milliseconds(1))
          ways[index].processorTimes.append(outcome.cpuTime / .milliseconds(1))
        }
      }
    }
    report(ways)
  }

  private static func start(_ way: Way, _ agent: String) throws -> Outcome {
    let folder = NSTemporaryDirectory() + "libprof-benchmark-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var program = Program(executable: way.words[0], arguments: Array(way.words.dropFirst()))
    if let probes = way.probes {
      program.environment["LD_PRELOAD"] = agent
      program.environment[LIBPROF_ENVIRONMENT_LOGS] = folder
      program.environment[LIBPROF_ENVIRONMENT_PROBES] = probes
    }
    let sampler = way.rate > 0 ? Sampler(logs: folder, rate: way.rate) : nil
    defer { _ = sampler?.finish() }
    return try ColdStart().run(program, timeout: .seconds(300))
  }

  private static func report(_ ways: [Way]) {
    guard let first = ways.first else { return }
    print("| started | median | times the plain start (95 % interval) | the same of its processor time | n |")
    print("|---|---|---|---|---|")
    for way in ways {
      if let failure = way.failure {
        print("| \(way.name) | could not be measured: \(failure.prefix(100)) | | | |")
        continue
      }
      guard let time = Summary(of: way.times)?.median else { continue }
      let wall = ratio(way.times, first.times), processor = ratio(way.processorTimes, first.processorTimes)
      print("| \(way.name) | \(Int(time.rounded())) ms | \(wall) | \(processor) | \(way.times.count) |")
    }
  }

  /// The median of the ratios of the rounds, and its interval.
  private static func ratio(_ times: [Double], _ plain: [Double]) -> String {
    let ratios = zip(times, plain).map { $0 / $1 }
    guard let median = Summary(of: ratios)?.median else { return "" }
    let interval = Bootstrap.interval(ofMedianOf: ratios, confidence: 0.95)
    return number(median) + (interval.map { " (\(number($0.lower)) to \(number($0.upper)))" } ?? "")
  }

  private static func number(_ value: Double) -> String { String(format: "%.3f", value) }
}
