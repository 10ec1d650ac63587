import Advice
import Rewriting
import TestSupport
import Testing
import Workflow

@Suite(.enabled(if: Scenario.isPossible, "\(Scenario.reason)")) struct `The choice of a strategy` {
  static let hasLazyImports = Interpreters.newest?.isAtLeast(15) == true

  private static let rare = """
    import heavy

    def handler(event, context):
        if event.get("rare"):
            return heavy.work()
        return 0
    """

  // MARK: Branches

  @Test func `defers into a branch that an event does not take`() throws {
    let scenario = try Scenario(["app.py": Self.rare], events: ["{}", "{\"rare\": 1}"])
    #expect(scenario.changes == ["app.py:1 heavy local"])
    #expect(scenario.advice.plan.changes.allSatisfy { $0.isLate })
    let text = String(decoding: scenario.advice.patch.files[0].after, as: UTF8.self)
    #expect(text.contains("    if event.get(\"rare\"):\n        import heavy\n\n        return heavy.work()\n"))
  }

  @Test func `leaves a branch alone that every event takes`() throws {
    #expect(try Scenario(["app.py": Self.rare], events: ["{\"rare\": 1}"]).changes.isEmpty)
  }

  @Test func `sees that a branch was not taken, whatever it reads`() throws {
    for use in ["heavy.value", "isinstance(event, heavy.Base)"] {
      let scenario = try Scenario(["app.py": Self.rare.replacing("heavy.work()", with: use)])
      #expect(scenario.changes == ["app.py:1 heavy local"], "\(use)")
      #expect(scenario.advice.plan.changes.allSatisfy { $0.isLate })
    }
  }

  @Test func `believes in no branch beside another function that needs the library`() throws {
    let shared = "import heavy\ndef other():\n    return heavy.work()\n" + Self.rare.dropFirst("import heavy\n".count)
    #expect(try Scenario(["app.py": shared.replacing("return 0", with: "return other()")]).changes.isEmpty)
  }

  /// The line of an `except` runs when something was raised only, but an import cannot stand there.
  @Test func `leaves what a handler of exceptions names to lazy imports`() throws {
    let app = """
      import heavy

      def handler(event, context):
          try:
              return 0
          except heavy.Base:
              return 1
      """
    #expect(try Scenario(["app.py": app], interpreter: Interpreters.newestEager).changes.isEmpty)
    guard Self.hasLazyImports else { return }
    let files = ["app.py": app, "pyproject.toml": "[project]\nrequires-python = \">=3.15\"\n"]
    #expect(try Scenario(files).changes == ["app.py:1 heavy lazy-keyword"])
  }

  /// That another part of the package ran tells nothing of this one.
  @Test func `takes a part of a package for a library of its own`() throws {
    let app = """
      from lib import part
      import lib

      def handler(event, context):
          if event.get("rare"):
              return part.work()
          return lib.other()
      """
    let files = [
      "app.py": app, "lib/__init__.py": "def other():\n    return 1\n",
      "lib/part/__init__.py": "import heavy\n\ndef work():\n    return heavy.work()\n",
    ]
    let scenario = try Scenario(files, events: ["{}", "{\"rare\": 1}"])
    #expect(scenario.changes == ["app.py:1 part local"], "\(scenario.refusals)")
    #expect(scenario.advice.plan.changes.allSatisfy { $0.isLate })
  }

  @Test func `keeps to the top of a function that is not called`() throws {
    let scenario = try Scenario([
      "app.py": """
      import heavy

      def f(x):
          if x:
              return heavy.work()

      def handler(event, context):
          return 0
      """
    ])
    #expect(scenario.changes == ["app.py:1 heavy local"])
    #expect(!scenario.advice.plan.changes.contains { $0.isLate })
  }

  // MARK: Annotations

  @Test func `leaves to type checkers what annotations name`() throws {
    let scenario = try Scenario([
      "app.py": """
      import heavy
      from heavy import Base

      def f(x: heavy.Base, y: "Base") -> Base:
          return heavy.work()

      def handler(event, context):
          return 0
      """
    ])
    #expect(scenario.changes == ["app.py:1 heavy type-checking", "app.py:2 Base type-checking"])
    let text = String(decoding: scenario.advice.patch.files[0].after, as: UTF8.self)
    #expect(text.hasPrefix("from __future__ import annotations\n\nTYPE_CHECKING = False\nif TYPE_CHECKING:\n"))
    #expect(text.contains("-> Base:\n    import heavy\n\n    return heavy.work()\n"))
  }

  @Test func `leaves data classes their annotations`() throws {
    let app = """
      import heavy
      from dataclasses import dataclass

      @dataclass
      class Row:
          base: heavy.Base

      def handler(event, context):
          return 0
      """
    let evaluated = try Scenario(["app.py": app])
    #expect(!evaluated.changes.contains { $0.contains("heavy") })
    let postponed = try Scenario(["app.py": "from __future__ import annotations\n" + app])
    #expect(postponed.changes.contains("app.py:2 heavy type-checking"))
  }

  @Test(.enabled(if: Interpreters.newest?.isAtLeast(14) == true, "needs CPython 3.14"))
  func `adds no future import where annotations wait anyway`() throws {
    let app = "import heavy\ndef f(x: heavy.Base): ...\ndef handler(event, context):\n    return 0\n"
    let files = ["app.py": app, "pyproject.toml": "[project]\nrequires-python = \">=3.14\"\n"]
    var settings = PlanSettings()
    settings.form = .local
    let scenario = try Scenario(files, settings)
    #expect(scenario.changes == ["app.py:1 heavy type-checking"])
    #expect(!String(decoding: scenario.advice.patch.diff, as: UTF8.self).contains("__future__"))
  }

  // MARK: Lazy imports

  @Test(
    .enabled(if: hasLazyImports, "needs CPython 3.15"),
    arguments: [
      (">=3.15", ImportForm.Wish.automatic, "lazy-keyword"), (">=3.15, <4", .local, "local"),
      (">=3.9", .automatic, "local"), (">=3.9", .lazyModules, "lazy-modules"), (">=3.9", .lazyKeyword, "local"),
      ("", .lazyKeyword, "lazy-keyword"), ("", .automatic, "local"),
    ]
  )
  func `follows requires-python and the user`(_ oldest: String, _ wish: ImportForm.Wish, _ strategy: String) throws {
    let app = "import heavy\ndef f():\n    return heavy.work()\ndef handler(event, context):\n    return 0\n"
    var settings = PlanSettings()
    settings.form = wish
    let files = [
      ["app.py": app, "pyproject.toml": "[project] # It's \"ours\".\nname = 'x'\nrequires-python = '\(oldest)'\n"],
      ["app.py": app, "setup.cfg": "[options]\npython_requires =\n    \(oldest)\n"],
      [
        "app.py": app,
        "pyproject.toml": "[tool.poetry.dependencies]\npython = \"\(oldest.replacing(">=", with: "^"))\"\n",
      ],
    ]
    for files in files {
      #expect(try Scenario(files, settings).changes == ["app.py:1 heavy \(strategy)"])
    }
  }

  @Test(.enabled(if: hasLazyImports, "needs CPython 3.15")) func `imports lazily what functions could not`() throws {
    let scenario = try Scenario([
      "app.py": "import package\nf = lambda: package.heavy\ndef handler(event, context):\n    return package.light\n",
      "package/__init__.py": "import heavy\nlight = 1\n",
      "two.py": "from package import heavy\n",
      "pyproject.toml": "[project]\nrequires-python = \">=3.15\"\n",
    ])
    #expect(scenario.changes == ["package/__init__.py:1 heavy lazy-keyword"])
  }

  private static let newest = ["pyproject.toml": "[project]\nrequires-python = \">=3.15\"\n"]

  private static func lazily(_ text: String, _ files: [String: String] = [:]) throws -> Scenario {
    let app = text + "\ndef handler(event, context):\n    return 0\n"
    return try Scenario(["app.py": app].merging(files) { $1 }.merging(newest) { $1 })
  }

  @Test(
    .enabled(if: hasLazyImports, "needs CPython 3.15"),
    arguments: [
      "def f(text):\n    return eval(text), heavy.work()\n",
      "def f(text):\n    exec(text, globals())\n    return heavy.work()\n",
      "def f():\n    globals()[\"other\"] = 1\n    return \"heavy\" in globals(), heavy.work()\n",
      "def f():\n    return globals().get(\"other\"), heavy.work()\n",
      "def f():\n    \"\"\"Works.\n\n    >>> heavy.work()\n    1\n    \"\"\"\n    return heavy.work()\n",
      "def f():\n    bases = [\"heavy.Base | None\"]\n    return bases, heavy.work()\n",
      "import sys\ndef f(thing):\n    return \"other\" in sys.modules, thing.__dict__, heavy.work()\n",
    ]
  )
  func `makes lazy what code in texts looks up`(_ text: String) throws {
    let scenario = try Self.lazily("import heavy\n" + text)
    #expect(scenario.changes == ["app.py:1 heavy lazy-keyword"], "\(scenario.refusals)")
  }

  @Test(
    .enabled(if: hasLazyImports, "needs CPython 3.15"),
    arguments: [
      "def f(name):\n    return globals()[name], heavy\n", "def f():\n    return globals()[\"heavy\"], heavy\n",
      "def f():\n    return [x for x in globals().values()], heavy\n", "def f():\n    return heavy, globals\n",
      "def f(g):\n    return g(globals()), heavy\n",
      "import sys\ndef f():\n    return sys.modules[__name__].__dict__, heavy\n",
    ]
  )
  func `makes nothing lazy where a namespace is looked through`(_ text: String) throws {
    let scenario = try Self.lazily("import heavy\n" + text)
    #expect(scenario.changes.isEmpty)
    #expect(scenario.refusals == ["app.py:dynamic-names"])
  }

  /// The function that needs the name runs while the module is loaded, but not the line.
  @Test(.enabled(if: hasLazyImports, "needs CPython 3.15"))
  func `makes lazy what a call at the start does not come to`() throws {
    let text = "import heavy\ndef prepare(fully):\n    if fully:\n        return heavy.work()\n"
    let scenario = try Self.lazily(text + "prepare(False)\n")
    #expect(scenario.changes == ["app.py:1 heavy lazy-keyword"], "\(scenario.refusals)")
    let reading = try Self.lazily(text + "prepare(True)\n")
    #expect(reading.changes.isEmpty)
    #expect(reading.refusals == ["app.py:called-while-loading"])
  }

  @Test(.enabled(if: hasLazyImports, "needs CPython 3.15"))
  func `makes lazy what names a part that others read, and nothing that brings it by the way`() throws {
    let console = "import library\ndef rows():\n    return library.tables.rows()\n"
    let tables = "import heavy\nlimit = heavy.value\ndef rows():\n    return limit\n"
    let files = ["console.py": console, "library/__init__.py": "", "library/tables.py": tables]
    let report = "def report():\n    return "
    let named = try Self.lazily("import library.tables\n" + report + "library.tables.rows()\n", files)
    #expect(named.changes == ["app.py:1 library lazy-keyword"], "\(named.refusals)")
    let parts = files.merging(["parts.py": "import library.tables\nrows = library.tables.rows\n"]) { $1 }
    let brought = try Self.lazily("import parts\n" + report + "parts.rows()\n", parts)
    #expect(brought.changes.isEmpty)
    #expect(brought.refusals == ["app.py:implicit-submodule"])
  }

  @Test(.enabled(if: hasLazyImports, "needs CPython 3.15"))
  func `makes nothing lazy whose name a part of the package would take`() throws {
    let files = [
      "shop/__init__.py": "from .report import report\nVERSION = 1\n__all__ = [\"report\", \"VERSION\"]\n",
      "shop/report.py": "import heavy\nlimit = heavy.value\ndef report():\n    return limit\n",
    ]
    let app = "import shop\n\ndef handler(event, context):\n    return shop.VERSION\n"
    let scenario = try Scenario(files.merging(Self.newest) { $1 }.merging(["app.py": app]) { $1 })
    #expect(scenario.changes.isEmpty)
    #expect(scenario.refusals == ["shop/__init__.py:submodule-shadow"])
  }

  @Test(.enabled(if: hasLazyImports, "needs CPython 3.15"))
  func `writes the keyword into packages of an interpreter that knows it`() throws {
    var form = ImportForm()
    form.recorded = PythonVersion(3, 15)
    #expect(form.lazyStrategy(isPackaged: true) == .lazyKeyword)
    #expect(form.lazyStrategy(isPackaged: false) == nil)
    form.oldest = PythonVersion(3, 11)
    #expect(form.lazyStrategy(isPackaged: true) == nil)
    form.recorded = PythonVersion(3, 14)
    form.oldest = nil
    #expect(form.lazyStrategy(isPackaged: true) == nil)
  }

  @Test(.enabled(if: Interpreters.version(11) != nil, "needs CPython 3.11"))
  func `gives no list to an interpreter that does not know it`() throws {
    let app = "import heavy\ndef f():\n    return heavy.work()\ndef handler(event, context):\n    return 0\n"
    var settings = PlanSettings()
    settings.form = .lazyModules
    let scenario = try Scenario(["app.py": app], settings, interpreter: Interpreters.version(11))
    #expect(scenario.changes == ["app.py:1 heavy local"])
  }
}
