import Foundation
import Launching
import Recording

/// Compares the import times of recordings with those that the program itself and `-X importtime` measure.
///
///     import-benchmark AGENT ROUNDS PYTHON MODULE...
///
/// Each round records the program `import MODULE...`, starts it plain with its own clock read before and after, and starts it
/// under `-X importtime`. Of each module the median over the rounds counts.
///
/// The program turns the garbage collector off: a pause takes as long as a dozen modules, falls into the one that is being loaded
/// when enough objects were made, and that is another one with the agent than without.
@main
struct ImportBenchmark {
  private struct Round {
    /// Self times in milliseconds, by module.
    var recorded: [String: Double], reported: [String: Double]
    /// The sum of all self times over the length of the initialization, of the same start, and over that of a plain start.
    var share: Double, plainShare: Double
  }

  static func main() throws {
    let words = Array(CommandLine.arguments.dropFirst())
    guard words.count > 3, let count = Int(words[1]), count > 0 else {
      print("usage: import-benchmark AGENT ROUNDS PYTHON MODULE...")
      exit(2)
    }
    let interpreter = try Interpreter.describe(words[2])
    let rounds = try (0..<count).map { _ in try round(words[0], interpreter, Array(words[3...])) }
    let shares = rounds.map(\.share), plainShares = rounds.map(\.plainShare)
    print("sum of the self times / time of the initialization  \(spread(shares)), limit 3 % from 1")
    print("the same / time of the imports in a plain start     \(spread(plainShares))")
    let recorded = medians(rounds.map(\.recorded)), reported = medians(rounds.map(\.reported))
    let compared = correlation(recorded, reported)
    print(
      "rank correlation with -X importtime                 \(number(compared.value)), limit 0.98; \(compared.count) modules above 1 ms"
    )
    // What disturbs the machine disturbs both: no more than this can be expected.
    let halves = [0, 1].map { half in medians(rounds.indices.filter { $0 % 2 == half }.map { rounds[$0].reported }) }
    print("of -X importtime's odd rounds with its even ones    \(number(correlation(halves[0], halves[1]).value))")
    for (name, own, theirs) in furthestApart(recorded, reported) {
      print("  \(name): \(number(own)) ms here, \(number(theirs)) ms there")
    }
    let absent = reported.filter { $0.value > 1 && recorded[$0.key] == nil }.keys.sorted()
    if !absent.isEmpty { print("above 1 ms, but not in every recording: \(absent.joined(separator: ", "))") }
  }

  /// Of the modules that are in both tables, and above 1 ms in the second.
  private static func correlation(_ left: [String: Double], _ right: [String: Double]) -> (value: Double, count: Int) {
    let names = compared(left, right)
    return (
      RankCorrelation.spearman(names.map { left[$0, default: 0] }, names.map { right[$0, default: 0] }), names.count
    )
  }

  /// The five modules of the same whose ranks differ most, with both times.
  private static func furthestApart(
    _ left: [String: Double],
    _ right: [String: Double]
  ) -> [(name: String, Double, Double)] {
    let names = compared(left, right)
    let (own, theirs) = (
      RankCorrelation.ranks(names.map { left[$0, default: 0] }),
      RankCorrelation.ranks(names.map { right[$0, default: 0] })
    )
    return names.indices.sorted { abs(own[$0] - theirs[$0]) > abs(own[$1] - theirs[$1]) }
      .prefix(5).map { (names[$0], left[names[$0], default: 0], right[names[$0], default: 0]) }
  }

  private static func compared(_ left: [String: Double], _ right: [String: Double]) -> [String] {
    right.filter { $0.value > 1 && left[$0.key] != nil }.keys.sorted()
  }

  private static func round(_ agent: String, _ interpreter: Interpreter, _ modules: [String]) throws -> Round {
    let imports = "import gc; gc.disable(); import \(modules.joined(separator: ", "))"
    let scratch = NSTemporaryDirectory() + "libprof-benchmark-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: scratch) }

    let start = ProgramStart(
      entry: .command([interpreter.executable, "-c", imports]),
      interpreter: interpreter,
      root: scratch
    )
    let process = try Recorder(start: start, agent: agent, scratch: scratch).record(events: []).runs[0].processes[0]
    let initialization = process.phases.firstIndex { $0.kind == .initialization } ?? 0
    let loads = process.loads.filter { $0.phase == initialization }
    let sum = milliseconds(loads.reduce(0) { $0 + $1.selfTime })

    let plain = try run(
      interpreter,
      ["-c", "import time; began = time.monotonic_ns(); \(imports); print(time.monotonic_ns() - began)"]
    )
    let own = milliseconds(UInt64(plain.standardOutput.text.trimmingCharacters(in: .newlines)) ?? 0)
    let table = try run(interpreter, ["-X", "importtime", "-c", imports]).standardError.text
    return Round(
      recorded: byName(process.loads.map { ($0.name, milliseconds($0.selfTime)) }),
      reported: byName(ImportTimeTable.rows(of: table)),
      share: sum / (process.phases[initialization].duration / .milliseconds(1)),
      plainShare: sum / own
    )
  }

  private static func run(_ interpreter: Interpreter, _ arguments: [String]) throws -> Outcome {
    let outcome = try ColdStart().run(Program(executable: interpreter.executable, arguments: arguments))
    guard outcome.isSuccess else {
      print(outcome.standardError.text)
      exit(1)
    }
    return outcome
  }

  /// A module that is loaded again after it failed counts with all its loads.
  private static func byName(_ rows: [(String, Double)]) -> [String: Double] {
    rows.reduce(into: [:]) { $0[$1.0, default: 0] += $1.1 }
  }

  /// Of each module that is in every table.
  private static func medians(_ tables: [[String: Double]]) -> [String: Double] {
    var values: [String: [Double]] = [:]
    for (name, time) in tables.joined() { values[name, default: []].append(time) }
    return values.filter { $0.value.count == tables.count }.mapValues { $0.sorted()[$0.count / 2] }
  }

  private static func spread(_ values: [Double]) -> String {
    let sorted = values.sorted()
    return
      "\(number(sorted[sorted.count / 2])) (\(number(sorted[0])) to \(number(sorted[sorted.count - 1]))), n = \(sorted.count)"
  }

  private static func milliseconds(_ nanoseconds: UInt64) -> Double { Double(nanoseconds) / 1_000_000 }

  private static func number(_ value: Double) -> String { String(format: "%.3f", value) }
}
