import Testing

/// One program per hazard, on which the naive edit would break something.
struct HazardCase: Sendable, CustomTestStringConvertible {
  let hazard: String
  let files: [String: String]

  /// The answer is what the handler returns; a module it names is needed by every event.
  init(_ hazard: String, _ app: String, _ others: [String: String] = [:], answer: String = "1") {
    self.hazard = hazard
    let handler = "\ndef handler(event, context):\n    return \(answer)\n"
    files = others.merging(["app.py": app + handler]) { own, _ in own }
  }

  var testDescription: String { hazard }

  private static let reader = "import heavy\nlight = 1\ndef f():\n    return heavy.value\n"
  private static let deferrable = "import heavy\ndef f():\n    return heavy.value\n"
  private static let slow = "import time\ntime.sleep(0.03)\nx = 1\n"

  private static let coroutine = "import heavy\nclass C:\n    def __init__(self):\n        pass\n"
  private static let method = "    async def f(self):\n        return heavy.value\n"

  static let all = [
    HazardCase("package-interface", "import package", ["package/__init__.py": reader], answer: "package.light"),
    HazardCase("side-effect", "import heavy"),
    HazardCase("patching-order", "import gevent\n" + deferrable, ["gevent.py": ""]),
    HazardCase(
      "load-order",
      "import simplejson\ndef f():\n    return simplejson.x\n",
      ["simplejson.py": slow]
    ),
    HazardCase("dynamic-names", deferrable + "def g(n):\n    return globals()[n]\n"),
    HazardCase(
      "dynamic-names",
      "import sys\n" + deferrable + "def g(n):\n    return getattr(sys.modules[__name__], n)\n"
    ),
    HazardCase("dynamic-names", "import sys\n" + deferrable + "def g(n):\n    return getattr(sys.modules['app'], n)\n"),
    HazardCase("dynamic-names", "import sys\n" + deferrable + "def g(n):\n    return sys.modules[n].heavy\n"),
    HazardCase("dynamic-names", deferrable + "def g(text):\n    exec(text)\n"),
    HazardCase("dynamic-names", deferrable + "def g(text):\n    return eval(text, None, {'a': (1, 2)})\n"),
    HazardCase("dynamic-names", deferrable + "def g(text):\n    return eval(text.format('(', ','), **text.names)\n"),
    HazardCase("dynamic-names", deferrable + "def g(text):\n    exec(text, globals())\n"),
    HazardCase("exported", deferrable + "__all__ = ['heavy']\n"),
    HazardCase("exported", "import one", ["one.py": reader, "two.py": "from one import heavy\n"], answer: "one.light"),
    HazardCase("exported", "import one", ["one.py": reader, "two.py": "import one\none.heavy\n"], answer: "one.light"),
    HazardCase(
      "patched-name",
      deferrable,
      ["test_app.py": "from unittest import mock\n@mock.patch('app.heavy')\ndef test(m):\n    pass\n"]
    ),
    HazardCase(
      "patched-name",
      deferrable,
      ["test_app.py": "import app\nfrom unittest import mock\ndef test():\n    mock.patch.object(app, 'heavy')\n"]
    ),
    HazardCase(
      "patched-name",
      "import package.one",
      [
        "package/__init__.py": "", "package/one.py": reader,
        "test_one.py": "from package import one\ndef test(monkeypatch):\n    monkeypatch.setattr(one, \"heavy\", 1)\n",
      ],
      answer: "package.one.light"
    ),
    HazardCase(
      "exported",
      "import sys\nsys.path.insert(0, 'inner')\nimport one",
      ["inner/one.py": reader, "inner/two.py": "from one import heavy\n"],
      answer: "one.light"
    ),
    HazardCase(
      "probed",
      "try:\n    import fast\nexcept ImportError:\n    fast = None\n",
      ["fast.py": reader],
      answer: "fast.light"
    ),
    HazardCase(
      "implicit-submodule",
      "import lib.slow\ndef f():\n    return lib.slow.x\n",
      ["lib/__init__.py": "", "lib/slow.py": slow, "two.py": "import lib\ndef g():\n    return lib.slow.x\n"]
    ),
    HazardCase(
      "implicit-submodule",
      "from lib import slow\ndef f():\n    return slow.x\n",
      ["lib/__init__.py": "", "lib/slow.py": slow, "two.py": "import lib\ndef g():\n    return lib.slow.x\n"]
    ),
    HazardCase(
      "implicit-submodule",
      "import lib\nfrom lib import slow\ndef f():\n    return slow.x\ndef g():\n    return lib.slow.x\n",
      ["lib/__init__.py": "", "lib/slow.py": slow]
    ),
    HazardCase(
      "implicit-submodule",
      "import one\ndef f():\n    return one.x\n",
      [
        "one.py": "import lib.slow\nx = lib.slow.x\n", "lib/__init__.py": "", "lib/slow.py": slow,
        "two.py": "import lib\ndef g():\n    return lib.slow.x\n",
      ]
    ),
    HazardCase("called-while-loading", deferrable + "f()\n"),
    HazardCase("coroutine", "import heavy\nasync def f():\n    return heavy.value\n"),
    // The object need not have been made, or was made without what would import the name.
    HazardCase("coroutine", "import heavy\nclass C:\n    async def f(self):\n        return heavy.value\n"),
    HazardCase("coroutine", coroutine + "    @staticmethod\n    async def f():\n        return heavy.value\n"),
    HazardCase("coroutine", coroutine + method + "class D(C):\n    def __init__(self):\n        pass\n"),
    HazardCase("coroutine", coroutine + method + "def g():\n    return C()\nasync def h():\n    return g()\n"),
    HazardCase("shutdown", "import heavy\nclass C:\n    def __del__(self):\n        heavy.work()\n"),
    HazardCase("shutdown", "import atexit\n" + deferrable + "atexit.register(f)\n"),
    HazardCase("shutdown", "import atexit\nimport heavy\n@atexit.register\ndef f():\n    heavy.work()\n"),
    HazardCase(
      "shutdown",
      "import atexit\nimport heavy\nclass C:\n    def __init__(self):\n        atexit.register(self.close)\n"
        + "    def close(self):\n        heavy.work()\n"
    ),
    HazardCase(
      "child-process",
      "from multiprocessing import Process\n" + deferrable + "def g():\n    Process(target=f).start()\n"
    ),
    HazardCase(
      "search-path",
      "import sys\nsys.path.insert(0, 'inner')\nimport heavier\nsys.path.remove('inner')\n"
        + "def f():\n    return heavier.x\n",
      ["inner/heavier.py": slow]
    ),
    HazardCase("search-path", "import sys\n" + deferrable + "def g(folder):\n    sys.path.insert(0, folder)\n"),
    HazardCase("exported", "import app\n" + deferrable + "def g():\n    return app.heavy\n"),
    HazardCase("kept", "import heavy  # libprof: keep\ndef f():\n    return heavy.value\n"),
    HazardCase(
      "conditional-import",
      "try:\n    import heavy\nexcept ImportError:\n    heavy = None\ndef f():\n    return heavy.value\n"
    ),
    HazardCase("used-while-loading", "import heavy\ndef f(x=heavy.value):\n    return x\n"),
    HazardCase(
      "annotations-read",
      "import typing\nimport heavy\ndef f(x: heavy.Base):\n    return typing.get_type_hints(f)\n"
    ),
    HazardCase(
      "annotations-read",
      "from __future__ import annotations\nimport heavy\ndef f(x: heavy.Base):\n    return heavy.work()\n",
      ["models.py": "try:\n    import pydantic\nexcept ImportError:\n    pass\n"]
    ),
    HazardCase("rebound", deferrable + "def g():\n    global heavy\n    heavy = None\n"),
    HazardCase("no-place", "import heavy\nf = lambda: heavy.value\n"),
    HazardCase("layout", "import heavy\ndef f(): return heavy.value\n"),
  ]
}

@Suite(.enabled(if: Scenario.isPossible, "\(Scenario.reason)")) struct `A hazard` {
  @Test(arguments: HazardCase.all) func `keeps the import where it is, and is named`(_ hazard: HazardCase) throws {
    let scenario = try Scenario(hazard.files)
    // What others read from the module may still be exported lazily.
    let isExported = ["package-interface", "exported"].contains(hazard.hazard)
    let touched = scenario.changes.filter { change in
      ["heavy", "heavier", "slow", " lib ", " one ", "simplejson"].contains(where: change.contains)
        && !(isExported && change.hasSuffix("module-getattr"))
    }
    #expect(touched.isEmpty)
    #expect(
      scenario.refusals.contains { $0.hasSuffix(":\(hazard.hazard)") }
        || isExported && scenario.changes.contains { $0.hasSuffix("module-getattr") },
      "\(scenario.refusals), \(scenario.changes)"
    )
  }
}
