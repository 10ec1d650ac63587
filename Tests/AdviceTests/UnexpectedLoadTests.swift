import ImportGraph
import Recording
import TestSupport
import Testing
import Workflow

@testable import Advice

/// A program whose plan is to defer an import that something else turns out to ask for.
///
/// `app` imports `library`, which no event needs, and `always`; `library` imports `heavy` in turn.
@Suite(.enabled(if: Scenario.isPossible, "\(Scenario.reason)")) struct `What a trial loads against expectation` {
  private let advice: Advise

  init() throws {
    advice = try Scenario([
      "app.py": """
      import always
      import library

      def handler(event, context):
          return always.answer()

      def rare():
          return library.work()
      """,
      "always.py": "def answer(): return 1\n",
      "library.py": "import heavy\n\ndef work():\n    return heavy.work()\n",
    ]).advice
  }

  /// A start that loads `app`, and what it leads to.
  private func start(_ loads: [(name: String, importer: Int?, moment: LoadedModule.Moment)]) -> StartLoads {
    StartLoads(
      event: advice.graph.runs[0].event,
      share: 1,
      interpreterTime: 0,
      initializationTime: 0,
      modules: loads.map { name, importer, moment in
        LoadedModule(
          name: name,
          distribution: advice.graph.modules[0].distribution,
          selfTime: 1,
          selfMemory: 0,
          importer: importer,
          site: nil,
          moment: moment
        )
      }
    )
  }

  private func line(of change: PlannedChange) -> String { advice.graph.project.relativePath(of: change.statement.file) }

  @Test func `is nothing if only what is expected is loaded`() {
    var unexpected = UnexpectedLoads()
    let time = unexpected.add(
      [start([("app", nil, .start), ("always", 0, .start), ("unknown", 1, .start)])],
      with: advice.plan,
      in: advice.graph
    )
    #expect(advice.plan.changes.map(line) == ["app.py"])
    #expect(unexpected.isEmpty)
    #expect(time == 0)
  }

  @Test func `counts as asked for by the module that was being loaded, and not for what comes with it`() {
    var unexpected = UnexpectedLoads()
    let loads = start([
      ("app", nil, .start), ("always", 0, .start), ("unknown", 1, .start), ("library", 2, .start), ("heavy", 3, .start),
    ])
    let time = unexpected.add([loads], with: advice.plan, in: advice.graph)
    #expect(unexpected.imports == ["always": ["library"]])
    #expect(unexpected.requests.isEmpty)
    #expect(time > 25e6)
    let again = advice.learning(unexpected)
    #expect(again.plan.changes.map(line) == ["library.py"])
    #expect(again.plan.mustLoad == advice.plan.mustLoad)
  }

  @Test func `counts as asked for by the answer outside of loads`() {
    var unexpected = UnexpectedLoads()
    _ = unexpected.add(
      [start([("app", nil, .start), ("always", 0, .start), ("library", nil, .answer)])],
      with: advice.plan,
      in: advice.graph
    )
    #expect(unexpected.imports.isEmpty)
    #expect(unexpected.requests == [advice.graph.runs[0].event: ["library"]])
    #expect(advice.learning(unexpected).plan.changes.map(line) == ["library.py"])
  }
}
