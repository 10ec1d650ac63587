import Advice
import Foundation
import ImportGraph
import Recording
import Reporting
import TestSupport
import Testing
import Verification
import Workflow

/// The program that was never run, beside what it was before two libraries were imported, and beside a budget.
struct CheckedProgram {
  private let program: ReportedProgram
  private let starts: [StartLoads]

  init(far: String = "deep/far.py") throws {
    program = try ReportedProgram(far: far)
    starts = StartLoads.all(of: program.recording, in: program.advice.graph.project)
  }

  /// The same without some modules, and faster.
  private func baseline(without names: Set<String>) -> Baseline {
    Baseline(
      origin: "libprof-baseline.json",
      python: "3.11.2",
      starts: starts.map { start in
        Baseline.Start(
          event: start.event,
          share: start.share,
          interpreterTime: start.interpreterTime,
          initializationTime: start.initializationTime / 2,
          memory: start.memory,
          modules: Set(start.initialModules.map(\.name)).subtracting(names)
        )
      }
    )
  }

  /// A check that finds all there is to find.
  func failing() throws -> CheckReport {
    var budget = Budget()
    budget.limits.initialization = .absolute(30)
    budget.limits.modules = .ofBaseline(1.1)
    budget.limits.forbidden = ["far"]
    budget.limits.lazy = ["tool"]
    var result = result(budget, baseline(without: ["lib", "tool"]))
    let ratios = [1.4, 1.45, 1.5, 1.55, 1.6, 1.65, 1.7]
    let measured = try #require(
      Comparison(before: ratios.map { _ in 0.3 }, after: ratios.map { $0 * 0.3 }, confidence: 0.95)
    )
    result.base = CheckResult.Base(
      revision: "origin/main",
      commit: "0123456789abcdef0123456789abcdef01234567",
      comparisons: [
        BaseComparison(event: "order.json", limit: 1.1, outcome: .measured(measured)),
        BaseComparison(event: "new.json", limit: 1, outcome: .baseFails("KeyError: 'new'")),
      ]
    )
    result.drift = WorkloadDrift(
      from: ["order.json": 1],
      to: ["order.json": 70, "new.json": 30],
      limit: 0.2,
      origin: "mix.txt"
    )
    for site in Set(result.imports.compactMap(\.site)) {
      result.origins[site] = ImportOrigin(
        statement: "import \(site.line)",
        introduction: Introduction(
          commit: "89abcdef0123456789abcdef0123456789abcdef",
          author: "Ada Example",
          day: "2026-11-20",
          subject: "Order <b>|`more`"
        )
      )
    }
    return CheckReport(result, in: Repository(around: program.folder.path))
  }

  /// A check that finds nothing.
  func passing() -> CheckReport {
    var budget = Budget()
    budget.limits.initialization = .absolute(50)
    return CheckReport(result(budget, nil), in: Repository(around: program.folder.path))
  }

  /// A check for which no statement of the program's is to blame.
  func placeless() -> CheckReport {
    var budget = Budget()
    budget.drift = 0.1
    var result = result(budget, nil)
    result.drift = WorkloadDrift(from: ["order.json": 1], to: ["other": 1], limit: 0.1, origin: "mix.txt")
    return CheckReport(result, in: Repository(around: program.folder.path))
  }

  private func result(_ budget: Budget, _ baseline: Baseline?) -> CheckResult {
    let project = program.advice.graph.project
    return CheckResult(program.recording, BudgetCheck(starts, budget, baseline: baseline) { project.isOwn($0) })
  }
}

@Suite struct `A check` {
  private static let golden = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

  @Test(arguments: OutputFormat.allCases) func `looks as recorded`(format: OutputFormat) throws {
    let bytes = try CheckedProgram().failing().bytes(format)
    let outcome = try Golden.compare(bytes, with: Self.golden.appending(path: "check-\(format.rawValue).txt"))
    #expect(outcome.isFine, "\(outcome)")
  }

  @Test func `that finds nothing says so`() throws {
    let text = String(decoding: try CheckedProgram().passing().bytes(.text), as: UTF8.self)
    #expect(
      text.contains("400 ms (40×)  500 ms (50×)  within\n") && text.hasSuffix("\nWithin the budget.\n"),
      "\(text)"
    )
  }

  @Test(.enabled(if: Readers.arePrepared, "\(Readers.reason)"), arguments: ReportReader.allCases)
  func `is understood by the tools it is for`(reader: ReportReader) throws {
    let seen = try reader.read(CheckedProgram().failing().bytes(reader.format))
    let prefix = reader.isBelowRepository ? "services/api/" : ""
    let failures = [
      "init-budget \(prefix)app.py:2", "module-budget \(prefix)app.py:2", "forbidden-library \(prefix)deep/far.py:1",
    ]
    let others = ["eager-library \(prefix)app.py:4", "regression \(prefix)app.py:2"]
    // GitHub's come by what they cost.
    #expect(seen.dropLast().sorted() == (failures + others).sorted(), "\(seen)")
    #expect(seen.last?.hasPrefix("workload-drift ") == true)
  }

  @Test(.enabled(if: Readers.arePrepared, "\(Readers.reason)"), arguments: ReportReader.allCases)
  func `of nothing is understood, too`(reader: ReportReader) throws {
    #expect(try reader.read(CheckedProgram().passing().bytes(reader.format)) == [])
    #expect(try reader.read(CheckedProgram().placeless().bytes(reader.format)).count == 1)
  }

  @Test(.enabled(if: Readers.arePrepared, "\(Readers.reason)"), arguments: ReportReader.allCases)
  func `cannot be broken by names`(reader: ReportReader) throws {
    let name = "a,b:c%0A<b>|`x`\"&']]>&@me é.py"
    let seen = try reader.read(CheckedProgram(far: name).failing().bytes(reader.format))
    let prefix = reader.isBelowRepository ? "services/api/" : ""
    #expect(seen.contains("forbidden-library \(prefix)\(name):1"), "\(seen)")
  }

  @Test(.enabled(if: Readers.arePrepared, "\(Readers.reason)")) func `is written as JSON as its schema says`() throws {
    let program = try CheckedProgram()
    for report in [try program.failing(), program.passing(), program.placeless()] {
      let judgement = try Readers.validate(report.bytes(.json), against: "check-1")
      #expect(judgement.succeeded, "\(judgement.errorText)")
    }
  }

  @Test func `has rules of its own, under names that stay`() {
    #expect(Rule.checks.allSatisfy { $0.level == .error } && Rule.all.allSatisfy { $0.level == .warning })
    #expect(Set((Rule.all + Rule.checks).map(\.id)).count == Rule.all.count + Rule.checks.count)
  }
}

@Suite struct `A new baseline` {
  private static func start(_ modules: Set<String>, _ event: String = "a") -> Baseline.Start {
    Baseline.Start(
      event: event,
      share: 1,
      interpreterTime: 10_000_000,
      initializationTime: 25_000_000,
      memory: 3 << 20,
      modules: modules
    )
  }

  @Test func `is shown beside the one that it replaces`() {
    let old = Baseline(origin: "old", python: "3.11.2", starts: [Self.start(["app", "json"]), Self.start([], "gone")])
    let new = Baseline(origin: "new", python: "3.11.2", starts: [Self.start(["app", "pandas", "pandas.io"])])
    #expect(
      BaselineText(from: old, to: new).text == """
          event  what                          before                          now
          a      init     25 ms, 2.5× the interpreter  25 ms, 2.5× the interpreter
          a      memory                       3.0 MiB                      3.0 MiB
          a      modules                            2                            3
        No longer recorded: gone
        Newly loaded (2 modules): pandas
        No longer loaded (1 module): json

        """
    )
    #expect(BaselineText(from: nil, to: new).text.contains("–"))
  }
}
