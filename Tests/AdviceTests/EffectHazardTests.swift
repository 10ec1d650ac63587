import Advice
import Foundation
import Recording
import TestSupport
import Testing
import Workflow

@Suite(.enabled(if: Scenario.isPossible, "\(Scenario.reason)")) struct `Observed effects` {
  private static let slow = "import time\ntime.sleep(0.03)\nvalue = 1\n"
  private static let app =
    "import heavy\ndef f():\n    return heavy.value\ndef handler(event, context):\n    return 1\n"

  @Test(
    arguments: [
      ("import codecs\ncodecs.register_error('loud', print)\n", "registers the codec error handler `loud`"),
      ("import json\njson.fast = True\n", "adds `json.fast`"),
      ("import warnings\nwarnings.simplefilter('error')\n", "to `warnings.filters`"),
      ("import os\nos.environ['COLOUR'] = 'red'\n", "sets the environment variable `COLOUR`"),
      ("import logging\nlogging.basicConfig(level=10)\n", "changes the `level` of the logger `root`"),
    ]
  ) func `that others can observe refuse a deferral and are named`(module: String, sentence: String) throws {
    let scenario = try Scenario([
      "app.py": "import json\nused = json.dumps({})\n" + Self.app, "heavy.py": Self.slow + module,
    ])
    #expect(scenario.changes == [])
    #expect(scenario.refusals.contains("app.py:effect"))
    let text = try #require(scenario.advice.plan.refusals.first { $0.reason.hazard == .effect }).reason.sentence
    #expect(text.contains("loading `heavy`") && text.contains(sentence))
  }

  @Test(
    arguments: [
      "import logging\nlogging.getLogger(__name__).addHandler(logging.NullHandler())\n",
      "import warnings\nwarnings.filterwarnings('ignore', message='size changed')\n",
      "import os\nos.environ.setdefault('KMP_INIT_AT_FORK', 'FALSE')\n",
      "import copyreg\nclass P: pass\ncopyreg.pickle(P, repr)\n",
      "import numbers\nclass N: pass\nnumbers.Number.register(N)\n",
      "import inner\ninner.given = 1\n",
    ]
  ) func `that only its own users notice do not stand against a deferral`(module: String) throws {
    let scenario = try Scenario(["app.py": Self.app, "heavy.py": Self.slow + module, "inner.py": ""])
    #expect(scenario.changes == ["app.py:1 heavy local"])
  }

  /// urllib3 warns that it lacks something, and whoever else imports it may have told it not to.
  @Test(arguments: ["warnings.simplefilter('ignore', inner.Quiet)", "warnings.simplefilter('ignore')"])
  func `that hide the warnings of a module which stays count`(filter: String) throws {
    let scenario = try Scenario([
      "app.py": "import inner\nx = inner.Quiet\n" + Self.app,
      "heavy.py": Self.slow + "import warnings\nimport inner\n\(filter)\n", "inner.py": "class Quiet(Warning): pass\n",
    ])
    #expect(scenario.refusals == ["app.py:effect"])
  }

  @Test(arguments: [
    "warnings.simplefilter('ignore', inner.Quiet)", "warnings.simplefilter('ignore', DeprecationWarning)",
    "warnings.filterwarnings('ignore', module='heavy')",
  ])
  func `that hide the warnings of what comes later as well do not count`(filter: String) throws {
    let scenario = try Scenario([
      "app.py": Self.app, "heavy.py": Self.slow + "import warnings\nimport inner\n\(filter)\n",
      "inner.py": "class Quiet(Warning): pass\n",
    ])
    #expect(scenario.changes == ["app.py:1 heavy local"], "\(scenario.refusals)")
  }

  @Test func `on a module that is loaded anyway count`() throws {
    let scenario = try Scenario([
      "app.py": "import inner\nx = inner.value\n" + Self.app,
      "heavy.py": Self.slow + "import inner\ninner.given = 1\n", "inner.py": "value = 1\n",
    ])
    #expect(scenario.refusals == ["app.py:effect"])
  }

  @Test func `of a module deep in the closure count`() throws {
    let scenario = try Scenario([
      "app.py": Self.app, "heavy.py": Self.slow + "import inner\n", "inner.py": "import sys\nsys.excepthook = print\n",
    ])
    #expect(scenario.refusals == ["app.py:effect"])
    #expect(scenario.advice.plan.refusals.first?.reason.sentence.contains("loading `inner`") == true)
  }

  @Test func `allow an unused import of an installed package to go if there are none`() throws {
    let installed = [
      "site-packages/quiet/__init__.py":
        "import atexit, json, time\ntime.sleep(0.03)\ndef f(): return json.dumps(time)\nclass C: pass\nc = C()\n",
      "site-packages/quiet-1.0.dist-info/METADATA": "Name: quiet\nVersion: 1.0\n",
      "site-packages/quiet-1.0.dist-info/RECORD": "quiet/__init__.py,,\nquiet-1.0.dist-info/METADATA,,\n",
    ]
    let app = """
      import sys, os
      sys.path.append(os.path.join(os.path.dirname(__file__), 'site-packages'))
      import start
      def handler(event, context):
          return start.x
      """
    let files = installed.merging(["app.py": app, "start.py": "import quiet\nx = 1\n"]) { own, _ in own }
    #expect(try Scenario(files).changes == ["start.py:1 quiet remove"])

    var loud = files
    loud["site-packages/quiet/__init__.py"] =
      (files["site-packages/quiet/__init__.py"] ?? "") + "import atexit\natexit.register(f)\n"
    let refused = try Scenario(loud)
    #expect(refused.changes == [])
    #expect(refused.refusals == ["start.py:side-effect"])
    #expect(refused.advice.plan.refusals.allSatisfy { !$0.reason.isUnsafe })
  }

  /// What it asks of another package that stays may have been to register something there.
  @Test func `let an unused import go on request if its package works with another one`() throws {
    func installed(_ name: String, _ text: String) -> [String: String] {
      [
        "site-packages/\(name)/__init__.py": text,
        "site-packages/\(name)-1.0.dist-info/METADATA": "Name: \(name)\nVersion: 1.0\n",
        "site-packages/\(name)-1.0.dist-info/RECORD": "\(name)/__init__.py,,\n\(name)-1.0.dist-info/METADATA,,\n",
      ]
    }
    let app = """
      import sys, os
      sys.path.append(os.path.join(os.path.dirname(__file__), 'site-packages'))
      import start, staying
      def handler(event, context):
          return start.x + len(staying.names)
      """
    var files = ["app.py": app, "start.py": "import quiet\nx = 1\n"]
    files.merge(installed("staying", "names = []\n")) { own, _ in own }
    files.merge(installed("quiet", "import staying, time\ntime.sleep(0.03)\n")) { own, _ in own }
    let usual = try Scenario(files)
    #expect(usual.changes == [])
    let reason = try #require(usual.advice.plan.refusals.first?.reason)
    #expect(reason.hazard == .sideEffect && reason.isUnsafe && reason.sentence.contains("with staying unseen"))
    var wish = PlanSettings()
    wish.allowsUnsafe = true
    #expect(try Scenario(files, wish).changes == ["start.py:1 quiet remove"])
  }
}
