import TestSupport
import Testing

/// `rare` calls a function of `helper` while it is loaded, which needs `heavy`.
@Suite(.enabled(if: Scenario.isPossible, "\(Scenario.reason)"))
struct `An import that only the loading of another module needs` {
  private static let helper =
    "import heavy\n\n\ndef limit():\n    return heavy.work()\n\n\ndef light():\n    return 1\n"
  private static let rare =
    "import time\ntime.sleep(0.03)\nimport helper\nLIMIT = [helper.limit()]\n\n\ndef answer():\n    return LIMIT\n"

  private static func app(_ more: String = "") -> String {
    "import rare\nimport helper\n\(more)\n\ndef rarely():\n    return rare.answer()\n\n\n"
      + "def handler(event, context):\n    return rarely() if event.get('rare') else helper.light()\n"
  }

  @Test(arguments: [["{}"], ["{}", #"{"rare": true}"#]]) func `waits where that module waits`(events: [String]) throws {
    let scenario = try Scenario(["app.py": Self.app(), "rare.py": Self.rare, "helper.py": Self.helper], events: events)
    #expect(scenario.changes == ["app.py:1 rare local", "helper.py:1 heavy local"])
  }

  @Test func `stays where that module stays`() throws {
    let scenario = try Scenario([
      "app.py": Self.app("START = [rare.answer()]\n"), "rare.py": Self.rare, "helper.py": Self.helper,
    ])
    #expect(scenario.changes.isEmpty)
    #expect(scenario.refusals.contains("helper.py:called-while-loading"))
  }

  @Test func `stays where it loads that module itself`() throws {
    let heavy = "import time\ntime.sleep(0.03)\nimport rare\n\n\ndef work():\n    return 1\n"
    let scenario = try Scenario([
      "app.py": Self.app(), "rare.py": Self.rare, "helper.py": Self.helper, "heavy.py": heavy,
    ])
    #expect(!scenario.changes.contains { $0.hasPrefix("helper.py") })
  }
}
