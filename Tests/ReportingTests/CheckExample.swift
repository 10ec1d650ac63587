import Advice
import Foundation
import ImportGraph
import Recording
import Reporting
import TestSupport
import Testing
import Verification
import Workflow

/// A page that explains what a check looks at, with a budget, a program, what was recorded, and what is said of it.
struct CheckExample {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Checks")

  private let scratch: ScratchDirectory
  private let root: String
  /// The text of each block by what stands behind its fence.
  private let blocks: [String: String]

  init(_ rule: CheckRule) throws {
    let page = try String(contentsOf: Self.folder.appending(path: "\(rule.rawValue).md"), encoding: .utf8)
    var blocks: [String: String] = [:]
    for (index, piece) in page.components(separatedBy: "\n```").enumerated() where index % 2 == 1 {
      let lines = piece.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      blocks[String(lines[0])] = lines.count > 1 ? lines[1] + "\n" : ""
    }
    self.blocks = blocks
    scratch = try ScratchDirectory()
    root = scratch.url.resolvingSymlinksInPath().path + "/project"
    for name in ["app.py", "pyproject.toml"] {
      let kind = name.hasSuffix(".py") ? "py" : "toml"
      try scratch.write(blocks["\(kind) \(name)"] ?? "", to: "project/\(name)")
    }
  }

  /// What the page says.
  var expected: String { blocks["finding"] ?? "" }

  /// What is said.
  func found() throws -> String {
    var budget = try Budget(in: root)
    let check = Check(try recording("recording"))
    let baseline = try blocks["baseline"].map { _ in Baseline(origin: "main", try recording("baseline")) }
    let base = try pairs(budget).map { CheckResult.Base(revision: "main", commit: "0", comparisons: [$0]) }
    let counts = try blocks["workload"].map { text in
      try WorkloadFile.read(scratch.write(text, to: "today.txt").path)
    }
    budget.leavesRelativeTimes = base != nil
    let drift = budget.drift.flatMap { check.drift(to: counts, from: "today.txt", baseline: baseline, limit: $0) }
    let result = check.judge(
      by: budget,
      baseline: baseline,
      base: base,
      drift: drift
    )
    let report = CheckReport(result, in: Repository(folder: "", hasManifest: false))
    return String(decoding: report.bytes(.concise), as: UTF8.self)
  }

  private func pairs(_ budget: Budget) throws -> BaseComparison? {
    guard let ratios = blocks["pairs"]?.split(separator: " ").compactMap({ Double($0.filter { $0 != "\n" }) }) else {
      return nil
    }
    let measured = try #require(Comparison(before: ratios.map { _ in 1 }, after: ratios, confidence: 0.95))
    return BaseComparison(
      event: "order.json",
      limit: budget.allowedGrowth(of: "order.json"),
      outcome: .measured(measured)
    )
  }

  private func recording(_ block: String) throws -> Recording {
    var process = SyntheticProcess()
    let app = process.load("app", "\(root)/app.py", at: nil, kind: .cachedBytecode)
    for line in (blocks[block] ?? "").split(separator: "\n") {
      if let match = line.wholeMatch(of: /order\.json: bare start (\d+) ms, init (\d+) ms/) {
        process.setPhases(milliseconds: [UInt64(match.1) ?? 0, UInt64(match.2) ?? 0, 20, 5])
      } else if let match = line.wholeMatch(of: /(\w+) (\d+) ms, (\d+) MiB from app\.py:(\d+)( for an answer)?/) {
        process.load(
          String(match.1),
          "\(root)/../env/site-packages/\(match.1)/__init__.py",
          at: CodeSite(file: "\(root)/app.py", line: Int(match.4) ?? 0),
          in: match.5 == nil ? app : nil,
          milliseconds: UInt64(match.2) ?? 0,
          mebibytes: Int64(match.3) ?? 0,
          phase: match.5 == nil ? 1 : 2,
          kind: .cachedBytecode
        )
      } else {
        throw ReaderError(message: "not understood: \(line)")
      }
    }
    return Recording(
      interpreter: Interpreter(
        executable: "/base/bin/python",
        version: "3.11.2",
        prefix: "/base",
        basePrefix: "/base",
        searchPath: []
      ),
      program: RecordedProgram(entry: .handler("app.handler"), root: root),
      runs: [Run(event: "order.json", processes: [process.record])]
    )
  }
}

@Suite struct `The page of a check` {
  @Test(arguments: CheckRule.allCases) func `shows what is said`(rule: CheckRule) throws {
    let example = try CheckExample(rule)
    let found = try example.found()
    #expect(found == example.expected, "\(found)")
    #expect(!example.expected.isEmpty)
  }
}
