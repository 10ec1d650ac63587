import Advice
import ImportGraph
import TestSupport
import Testing
import Workflow

@Suite(.enabled(if: Scenario.isPossible, "\(Scenario.reason)")) struct `A plan` {
  private static let pick = """

    def handler(event, context):
        return rare(event) if event.get("rare") else 0
    """

  @Test(arguments: [
    "sys.modules['pandas']", "sys.modules.get(\"pandas\")", "'pandas' in sys.modules", "\"pandas\" not in sys.modules",
    "exec('a, b = 1, (2)', {})", "eval(f'{1}, 2', {'x': [1, 2]}, {})",
  ]) func `lets a file look at names that are none of its own`(question: String) throws {
    let scenario = try Scenario([
      "app.py":
        "import sys\nimport heavy\n\ndef used():\n    return heavy.value\n\ndef g():\n    return \(question)\n\n"
        + "def handler(event, context):\n    return 1\n"
    ])
    #expect(scenario.changes == ["app.py:2 heavy local"])
  }

  @Test func `changes every statement that keeps a library loaded`() throws {
    let user = "import heavy\nlight = 1\ndef use():\n    return heavy.work()\n"
    let scenario = try Scenario([
      "app.py": """
      import heavy
      import one
      import two

      def rare(event):
          return heavy.work() + one.use() + two.use()

      def handler(event, context):
          return rare(event) if event.get("rare") else one.light + two.light
      """,
      "one.py": user, "two.py": user,
    ])
    #expect(scenario.changes == ["app.py:1 heavy local", "one.py:1 heavy local", "two.py:1 heavy local"])
  }

  @Test func `changes nothing where one statement must stay, and says which`() throws {
    let scenario = try Scenario([
      "app.py": "import heavy\nimport one\ndef rare(e):\n    return heavy.work() + one.C().x\n" + Self.pick,
      "one.py": "import heavy\nclass C(heavy.Base):\n    x = 1\nC()\n",
      "two.py": "",
    ])
    // Deferring `one` itself is the way that remains.
    #expect(scenario.changes == ["app.py:1 heavy local", "app.py:2 one local"])
    let stuck = try Scenario([
      "app.py": "import heavy\nclass C(heavy.Base): pass\n" + "def rare(e): return 1\n" + Self.pick
    ])
    #expect(stuck.changes.isEmpty)
    #expect(stuck.refusals == ["app.py:used-while-loading"])
  }

  /// What the changes in a package's file must bring is in proportion to a short start.
  @Test func `changes many small imports of a package where the start is short`() throws {
    let names = (1...8).map { "a\($0)" }
    let parts = Dictionary(
      uniqueKeysWithValues: names.map { ("\($0).py", "import time\ntime.sleep(0.002)\n\($0) = 1\n") }
    )
    let imports = names.map { "from \($0) import \($0)\n" }.joined()
    let files = [
      "app.py": "import lib\n\ndef handler(event, context):\n    return lib.VALUE\n",
      "lib.py": imports + "VALUE = 1\ndef work():\n    return \(names.joined(separator: " + "))\n",
      "lib-2.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: Lib\nVersion: 2.0\n",
      "lib-2.0.dist-info/RECORD": "lib.py,,\n",
    ]
    var settings = PlanSettings()
    settings.scope = .all
    #expect(try Scenario(files.merging(parts) { $1 }, settings).changes.count == names.count)
    settings.leastGain = 200_000_000
    #expect(try Scenario(files.merging(parts) { $1 }, settings).changes.isEmpty)
  }

  @Test func `defers what some events need, not what all need`() throws {
    let app = "import heavy\ndef rare(e):\n    return heavy.work()\n" + Self.pick
    #expect(try Scenario(["app.py": app], events: ["{}", "{}", "{\"rare\": 1}"]).changes == ["app.py:1 heavy local"])
    #expect(try Scenario(["app.py": app], events: ["{\"rare\": 1}"]).changes.isEmpty)
  }

  @Test func `does not defer into a function that every event enters`() throws {
    let scenario = try Scenario([
      "app.py": "import heavy\ndef handler(e, c):\n    return heavy.work() if e.get('rare') else 0\n"
    ])
    #expect(scenario.changes.isEmpty)
  }

  @Test func `looks into what the answer itself imports, as console scripts do`() throws {
    let scenario = try Scenario([
      "app.py": "def handler(event, context):\n    import core\n    return core.answer(event)\n",
      "core.py": """
      import heavy

      def rare():
          return heavy.work()

      def answer(event):
          return rare() if event.get("rare") else 0
      """,
    ])
    #expect(scenario.changes == ["core.py:1 heavy local"])
    // Asked for by a function that every event enters: there is no later moment.
    let direct = try Scenario([
      "app.py": "import one\ndef handler(e, c):\n    import heavy\n    return one.light\n",
      "one.py": "import heavy\nlight = 1\ndef f():\n    return heavy.work()\n",
    ])
    #expect(direct.changes.isEmpty)
  }

  @Test func `takes a function that adds to sys.path and removes again for what it is`() throws {
    let plugins = """
      import sys

      def plugins(folder):
          sys.path.insert(0, folder)
          try:
              return __import__("plugin")
          finally:
              sys.path.remove(folder)
      """
    let app = "import heavy\nimport own\ndef rare(e):\n    return heavy.work()\n" + Self.pick
    // On a busy machine `own` may seem worth a change as well.
    #expect(try Scenario(["app.py": app, "own.py": plugins]).changes.contains("app.py:1 heavy local"))
    let removing = "import sys\n\ndef g(folder):\n    sys.path.remove(folder)\n"
    #expect(try Scenario(["app.py": app, "own.py": removing]).changes.isEmpty)
  }

  @Test func `charges a package's submodule to the name that asks for it`() throws {
    let slow = "import time\ntime.sleep(0.03)\n"
    let scenario = try Scenario([
      "app.py": "from lib import light, slow\nlight.x\ndef rare(e):\n    return slow.y\n" + Self.pick,
      "lib/__init__.py": "", "lib/light.py": "x = 1\n", "lib/slow.py": slow + "y = 2\n",
    ])
    #expect(scenario.changes == ["app.py:1 slow local"])
  }

  private static let pure = """
    import argparse, difflib, statistics  # libprof: keep
    from typing import Optional
    LIMIT = 3
    class Failure(Exception):
        code: Optional[int] = None
        def show(self):
            return argparse.x + difflib.x + statistics.x

    """

  @Test func `removes an unused import of what only defines things`() throws {
    let handler = "def handler(e, c): return 1\n"
    let files = ["app.py": "import pure\n" + handler, "pure.py": Self.pure]
    #expect(try Scenario(files).changes == ["app.py:1 pure remove"])
  }

  /// Annotations are evaluated only if somebody asks, from 3.14 on (PEP 649).
  private static let evaluated = Interpreters.newest?.isAtLeast(14) == true ? [] : ["note: print(1) = 2"]

  @Test(
    arguments: [
      "print('hello')", "class Sub(Failure): pass", "import heavy", "def f(x=Failure()): pass",
      "for x in [1]: Failure.y = x", "@staticmethod\n@Failure\ndef g(): pass", "globals()['z'] = 1",
    ] + evaluated
  )
  func `removes no import of what may do more`(_ statement: String) throws {
    let scenario = try Scenario([
      "app.py": "import pure\ndef handler(e, c): return 1\n",
      "pure.py": Self.pure + "try:\n    pass\nfinally:\n    pass\n" + statement + "\n",
    ])
    #expect(!scenario.changes.contains { $0.hasPrefix("app.py") })
    #expect(scenario.refusals.contains("app.py:side-effect"))
  }

  @Test func `names the imports that gain nothing, because the module is loaded anyway`() throws {
    let lazy = "import slowlib\nlight = 1\ndef f():\n    return slowlib.x\n"
    let slow = "import time\ntime.sleep(0.03)\nx = 1\n"
    let scenario = try Scenario([
      "app.py": "import one\nimport two\ndef handler(e, c):\n    return one.light + two.y\n",
      "one.py": "import sys\nsys.path.insert(0, __file__.replace('one.py', 'site-packages'))\n" + lazy,
      "two.py": "import slowlib\ny = slowlib.x + 1\n",
      "site-packages/slowlib.py": slow,
    ])
    #expect(scenario.changes.isEmpty)
    // With `two` out of the way deferring `one`'s import would pay, and it alone could not.
    #expect(scenario.refusals == ["two.py:used-while-loading"])
    #expect(scenario.noWins == ["one.py slowlib"])
  }

  /// A patch to a package is kept up file by file.
  @Test func `weighs what the changes in one file of a package bring together`() throws {
    func installed(_ files: [String: String]) -> [String: String] {
      let record = files.keys.sorted().map { "\($0),,\n" }.joined() + "lib-1.0.dist-info/METADATA,,\n"
      let all = files.merging([
        "lib-1.0.dist-info/METADATA": "Name: lib\nVersion: 1.0\n", "lib-1.0.dist-info/RECORD": record,
      ]) { own, _ in own }
      return Dictionary(uniqueKeysWithValues: all.map { ("site-packages/" + $0, $1) })
    }
    let slow = "import time\ntime.sleep(0.2)\n\ndef work():\n    return 1\n"
    let parts = ["lib/__init__.py": "", "lib/a.py": slow, "lib/b.py": slow]
    let app = "import sys, os\nsys.path.append(os.path.join(os.path.dirname(__file__), 'site-packages'))\n"
    var wish = PlanSettings()
    wish.scope = .all
    wish.leastGain = 300_000_000
    let together = try Scenario(
      installed(
        parts.merging(["lib/z.py": "from . import a, b\nlight = 1\n\ndef use():\n    return a.work() + b.work()\n"]) {
          own,
          _ in own
        }
      ).merging(["app.py": app + "from lib import z\nx = z.light\n\ndef handler(event, context):\n    return x\n"]) {
        own,
        _ in own
      },
      wish
    )
    #expect(together.changes.count == 2, "\(together.refusals)")
    func user(of part: String) -> String {
      "from . import \(part)\nlight = 1\n\ndef use():\n    return \(part).work()\n"
    }
    let apart = try Scenario(
      installed(parts.merging(["lib/y.py": user(of: "a"), "lib/z.py": user(of: "b")]) { own, _ in own }).merging([
        "app.py": app + "from lib import y, z\nx = y.light + z.light\n\ndef handler(event, context):\n    return x\n"
      ]) { own, _ in own },
      wish
    )
    #expect(apart.changes == [])
  }

  /// A package may put a folder of its own on the search path, for what it brings along.
  @Test func `knows what a package brings along by its path in the package`() throws {
    let app = """
      import sys, os
      packages = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'site-packages')
      sys.path += [packages, packages + '/lib/_vendor']
      import lib, part
      def handler(event, context):
          return lib.VALUE
      """
    var wish = PlanSettings()
    wish.scope = .all
    let scenario = try Scenario(
      [
        "app.py": app, "site-packages/lib/__init__.py": "VALUE = 1\n",
        "site-packages/lib/_vendor/part.py": "import heavy\ndef work():\n    return heavy.work()\n",
        "site-packages/lib-1.0.dist-info/METADATA": "Name: lib\nVersion: 1.0\n",
        "site-packages/lib-1.0.dist-info/RECORD": "lib/__init__.py,,\nlib/_vendor/part.py,,\n",
      ],
      wish
    )
    let project = scenario.advice.graph.project
    let path = try #require(project.paths.first { $0.hasSuffix("/part.py") })
    #expect(project.package(of: path)?.path == "lib/_vendor/part.py")
    #expect(project.package(of: path)?.folder.hasSuffix("/site-packages") == true)
    #expect(project.moduleName(of: path) == "part")
  }
}
