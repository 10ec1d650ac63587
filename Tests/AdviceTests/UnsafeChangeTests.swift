import Advice
import SourceText
import Testing
import Workflow

@Suite(.enabled(if: Scenario.isPossible, "\(Scenario.reason)")) struct `What may change a program` {
  private static let wish: PlanSettings = {
    var settings = PlanSettings()
    settings.allowsUnsafe = true
    return settings
  }()
  private static let slow = "import time\ntime.sleep(0.03)\nvalue = 1\n"
  private static let handler = "def handler(event, context):\n    return 1\n"

  private static let cases: [String: [String: String]] = [
    "coroutine": ["app.py": "import heavy\nasync def f():\n    return heavy.value\n" + handler],
    "effect": [
      "app.py": "import heavy\ndef f():\n    return heavy.value\n" + handler,
      "heavy.py": slow + "import os\nos.environ['COLOUR'] = 'red'\n",
    ],
    "child-process": [
      "app.py": "import multiprocessing, heavy\ndef f():\n    return heavy.value\n"
        + "def g():\n    multiprocessing.Process(target=f).start()\n" + handler
    ],
  ]

  @Test(arguments: cases.keys.sorted()) func `is planned on request only, and says what may change`(hazard: String)
    throws
  {
    let files = try #require(Self.cases[hazard])
    let usual = try Scenario(files)
    #expect(usual.refusals == ["app.py:\(hazard)"] && !usual.changes.contains { $0.contains(" heavy ") })
    #expect(usual.advice.plan.refusals.allSatisfy { $0.reason.isUnsafe })
    let asked = try Scenario(files, Self.wish)
    #expect(asked.refusals == [])
    let change = try #require(asked.advice.plan.changes.first { $0.applicability < .safe })
    #expect(change.applicability.description == "unsafe")
    #expect(change.applicability.reason == usual.advice.plan.refusals.first?.reason.description)
  }

  @Test func `is not planned where something else breaks it for certain`() throws {
    let app = "import heavy\nx = heavy.value + 1\nasync def f():\n    return heavy.value\n" + Self.handler
    let scenario = try Scenario(["app.py": app], Self.wish)
    #expect(scenario.changes == [])
    #expect(scenario.advice.plan.refusals.allSatisfy { !$0.reason.isUnsafe })
  }

  @Test func `is no word about what is safe`() throws {
    let app = "import heavy\ndef f():\n    return heavy.value\n" + Self.handler
    let scenario = try Scenario(["app.py": app], Self.wish)
    #expect(scenario.advice.plan.changes.map(\.applicability) == [.safe])
  }
}
