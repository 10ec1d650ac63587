import Advice
import ImportGraph
import Recording
import Testing
import Workflow

@Suite(.enabled(if: Scenario.isPossible, "\(Scenario.reason)")) struct `An explanation` {
  private static let app = """
    import heavy
    import one


    def rare(event):
        return heavy.work()


    def handler(event, context):
        return rare(event) if event.get("rare") else one.light

    """
  private static let files = [
    "app.py": app, "one.py": "import hard\nimport heavy\nlight = hard.x + 1\ndef f():\n    return heavy.work()\n",
    "hard.py": "x = 1\n",
  ]

  @Test func `names the statements that keep a module loaded without need`() throws {
    let explanation = try #require(try Scenario(Self.files).advice.explanation(of: "heavy"))
    guard case .avoidable(let statements) = explanation.events[0].verdict else {
      Issue.record("heavy is not needed")
      return
    }
    #expect(statements.map { "\($0.file.split(separator: "/").last ?? "")" } == ["app.py", "one.py"])
  }

  @Test func `takes a module for needed only where a line that ran reads it`() throws {
    let app =
      "import heavy\n\ndef handler(event, context):\n    if event.get('rare'):\n        return heavy.value\n    return 0\n"
    let scenario = try Scenario(["app.py": app], events: ["{}", "{\"rare\": 1}"])
    let explanation = try #require(scenario.advice.explanation(of: "heavy"))
    #expect(
      explanation.events.map { event in
        if case .avoidable = event.verdict { true } else { false }
      } == [true, false]
    )
  }

  @Test func `names the function that used a module`() throws {
    let scenario = try Scenario(Self.files, events: ["{\"rare\": 1}"])
    let explanation = try #require(scenario.advice.explanation(of: "heavy"))
    guard case .needed(.used("heavy", let function?), let chain) = explanation.events[0].verdict else {
      Issue.record("heavy is used")
      return
    }
    #expect(function.name == "work")
    #expect(chain.isEmpty)
  }

  @Test func `names the import in a function that asked for a module`() throws {
    let files = ["app.py": "def handler(event, context):\n    import one\n    return one.light\n"]
    let explanation = try #require(
      try Scenario(Self.files.merging(files) { $1 }).advice.explanation(of: "hard")
    )
    guard case .needed(.requested("one", let site?), let chain) = explanation.events[0].verdict else {
      Issue.record("hard is needed by one, which a function imports")
      return
    }
    #expect(site.line == 2)
    #expect(chain.map(\.module) == ["hard"])
  }

  @Test func `names the chain of imports that must stay`() throws {
    let explanation = try #require(try Scenario(Self.files).advice.explanation(of: "hard"))
    guard case .needed(_, let chain) = explanation.events[0].verdict, let last = chain.last else {
      Issue.record("hard is needed")
      return
    }
    #expect(last.module == "hard")
    #expect(last.reason == "`hard` is needed in line 3 while the module loads [used-while-loading]")
  }

  @Test func `is not to be had of a module that was not loaded`() throws {
    #expect(try Scenario(Self.files).advice.explanation(of: "absent") == nil)
  }
}
