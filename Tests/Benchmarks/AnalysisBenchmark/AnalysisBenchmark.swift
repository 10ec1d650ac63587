import CTreeSitter
import Foundation
import ImportGraph
import PythonSyntax
import SourceText
import TreeSitterPython

/// Measures the analysis of the Python files below a folder against the bare parse, one file after the other.
///
///     analysis-benchmark FOLDER [LIMIT]
@main
struct AnalysisBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let folder = arguments.first else {
      print("usage: analysis-benchmark FOLDER [LIMIT]")
      exit(2)
    }
    let limit = arguments.dropFirst().first.flatMap { Int($0) } ?? Int.max
    let files = (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? [])
      .filter { $0.hasSuffix(".py") }.sorted().prefix(limit).map { "\(folder)/\($0)" }
    let sources = try files.map { try SourceFile.read($0) }
    print("\(sources.count) files, \(sources.map(\.bytes.count).reduce(0, +) >> 10) KiB")

    let parsing = best { for source in sources { parse(source.bytes) } }
    let analysis = best { for source in sources { _ = ModuleSyntax(source: source) } }
    print("bare parse      \(milliseconds(parsing))")
    let cache = SyntaxCache(folder: NSTemporaryDirectory() + "libprof-benchmark-\(getpid())")
    defer { try? FileManager.default.removeItem(atPath: cache.folder) }
    let cold = measure { project(folder, files, cache) }
    let warm = best { project(folder, files, cache) }
    let walk = best { _ = Project.pythonFiles(below: folder) }
    print("whole analysis  \(milliseconds(analysis)), \(ratio(analysis.processor, parsing.processor)) times the parse")
    print("project, cold   \(milliseconds(cold)) on all processors, with the cache written")
    print("project, warm   \(milliseconds(warm))")
    print("finding files   \(milliseconds(walk))")
  }

  private static func project(_ folder: String, _ files: [String], _ cache: SyntaxCache) {
    _ = Project(root: folder, paths: files, edition: .upTo313, cache: cache)
  }

  /// What tree-sitter alone does, without anything of ours.
  private static func parse(_ bytes: [UInt8]) {
    let parser = ts_parser_new()
    ts_parser_set_language(parser, OpaquePointer(tree_sitter_python()))
    bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { text in
        ts_tree_delete(ts_parser_parse_string(parser, nil, text.baseAddress, UInt32(text.count)))
      }
    }
    ts_parser_delete(parser)
  }

  /// How long some work took by the clock, and how much of the processors it had: what else the machine does lengthens
  /// only the first.
  private struct Measurement {
    let clock: Duration, processor: Duration
  }

  private static func measure(_ work: () throws -> Void) rethrows -> Measurement {
    let before = processorTime
    let clock = try ContinuousClock().measure(work)
    return Measurement(clock: clock, processor: processorTime - before)
  }

  /// The processor time of this process so far.
  private static var processorTime: Duration {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  /// The shortest of three runs: what disturbs a run only makes it longer.
  private static func best(_ work: () throws -> Void) rethrows -> Measurement {
    let runs = try (0..<3).map { _ in try measure(work) }
    return Measurement(
      clock: runs.map(\.clock).min() ?? .zero,
      processor: runs.map(\.processor).min() ?? .zero
    )
  }

  private static func milliseconds(_ time: Measurement) -> String {
    func format(_ time: Duration) -> String {
      time.formatted(.units(allowed: [.milliseconds], fractionalPart: .show(length: 0)))
    }
    return "\(format(time.clock)) (processor \(format(time.processor)))"
  }

  private static func ratio(_ left: Duration, _ right: Duration) -> String {
    (left / right).formatted(.number.precision(.fractionLength(2)))
  }
}
