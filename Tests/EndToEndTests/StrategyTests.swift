import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Tool.isPossible, "\(Tool.reason)")) struct `libprof fix writes` {
  static let hasLazyImports = Interpreters.newest?.isAtLeast(15) == true

  private static let app = """
    import heavy


    def handler(event, context):
        if event.get("report"):
            return {"n": heavy.work()}
        return {"ok": True}

    """

  /// The diff's lines without its heads and its context.
  private func changes(_ result: Command.Result) -> [String] {
    result.outputText.split(separator: "\n").map(String.init).filter { line in
      (line.hasPrefix("+") || line.hasPrefix("-")) && !line.hasPrefix("+++") && !line.hasPrefix("---") && line.count > 1
    }
  }

  @Test func `an import into the branch that needs it`() throws {
    let tool = try Tool(["app.py": Self.app])
    let result = try tool.fix("--dry-run")
    #expect(result.status == 0, "\(result.errorText)")
    #expect(changes(result) == ["-import heavy", "+        import heavy"])
    #expect(result.errorText.contains("defer to its branch `heavy`"))
  }

  @Test func `what may change the program only if asked to, and says so`() throws {
    let tool = try Tool([
      "app.py": """
      import asyncio

      import heavy


      async def convert():
          return heavy.work()


      def handler(event, context):
          return asyncio.run(convert()) if event.get("convert") else 1

      """
    ])
    let usual = try tool.fix("--dry-run")
    #expect(usual.output.isEmpty && usual.status == 0)
    #expect(usual.errorText.contains("[coroutine]\n  --unsafe-fixes tries these"), "\(usual.errorText)")
    let asked = try tool.fix("--dry-run", "--unsafe-fixes")
    #expect(changes(asked) == ["-import heavy", "+    import heavy"], "\(asked.errorText)")
    #expect(asked.errorText.contains("    unsafe: `async def convert` uses `heavy`"), "\(asked.errorText)")
  }

  @Test(arguments: [(3, false), (20_000, true)])
  func `a variable for what a function would import too often`(_ count: Int, _ isCached: Bool) throws {
    let tool = try Tool([
      "app.py": """
      import heavy


      def cell(value):
          return value + heavy.WIDTH


      def handler(event, context):
          return {"sum": sum(cell(value) for value in range(event.get("rows", 0)))}

      """,
      "heavy.py": "import time\ntime.sleep(0.1)\nWIDTH = 1\n",
      "rows.json": "{\"rows\": \(count)}",
    ])
    let result = try tool.fix("--dry-run", "--event", "rows.json")
    #expect(result.status == 0, "\(result.errorText)")
    let plain = ["-import heavy", "+    import heavy"]
    let cached = [
      "-import heavy", "+heavy = None  # imported when it is first needed", "+    global heavy",
      "+    if heavy is None:", "+        import heavy",
    ]
    #expect(changes(result) == (isCached ? cached : plain))
  }

  @Test func `no import at the top of a function that runs often but hardly ever needs it`() throws {
    let tool = try Tool([
      "app.py": """
      import heavy


      def price(row):
          if row < 0:
              return heavy.work()
          return row * 2


      def handler(event, context):
          return {"sum": sum(price(row) for row in range(event.get("rows", 0)))}

      """,
      "rows.json": "{\"rows\": 20000}",
    ])
    let result = try tool.fix("--dry-run", event: "rows.json")
    #expect(result.status == 0, "\(result.errorText)")
    #expect(changes(result) == ["-import heavy", "+        import heavy"])
  }

  @Test func `a variable for what a branch would import too often`() throws {
    let tool = try Tool([
      "app.py": """
      import heavy


      def price(row, base):
          if base:
              return heavy.work() + row
          return row * 2


      def handler(event, context):
          return {"sum": sum(price(row, event.get("base")) for row in range(event.get("rows", 0)))}

      """,
      "rows.json": "{\"rows\": 20000}", "based.json": "{\"rows\": 20000, \"base\": true}",
    ])
    let result = try tool.fix("--dry-run", "--event", "based.json", event: "rows.json")
    #expect(result.status == 0, "\(result.errorText)")
    #expect(
      changes(result) == [
        "-import heavy", "+heavy = None  # imported when it is first needed", "+        global heavy",
        "+        if heavy is None:", "+            import heavy",
      ]
    )
  }

  @Test func `an import for type checkers alone`() throws {
    let tool = try Tool([
      "app.py": """
      from __future__ import annotations

      from heavy import Report


      def show(report: Report) -> str:
          return str(report)


      def handler(event, context) -> dict[str, Report]:
          return {"ok": show("yes")}

      """,
      "heavy.py": "import time\ntime.sleep(0.1)\nclass Report: pass\n",
    ])
    let result = try tool.fix()
    #expect(result.status == 0, "\(result.errorText)")
    let text = try tool.text("app.py")
    #expect(text.contains("\nTYPE_CHECKING = False\nif TYPE_CHECKING:\n    from heavy import Report\n\n\ndef show("))
    #expect(result.errorText.contains("leave to type checkers `Report`"))
    #expect(try tool.fix().errorText.contains("Nothing to change"))
  }

  @Test func `an import from where the name is defined`() throws {
    let tool = try Tool([
      "app.py": """
      from tools.api import Schema


      class Order(Schema):
          fields = ("id",)


      def handler(event, context):
          return {"fields": Order().names()}

      """,
      "tools/__init__.py": "",
      "tools/api.py": "import heavy\nfrom tools.text import Schema\n\n\nclass Report(heavy.Base): pass\n",
      "tools/text.py": "class Schema:\n    def names(self): return self.fields\n",
      "heavy.py": "import time\ntime.sleep(0.1)\nclass Base: pass\n",
    ])
    let result = try tool.fix()
    #expect(result.status == 0, "\(result.errorText)")
    #expect(try tool.text("app.py").hasPrefix("from tools.text import Schema\n\n\nclass Order"))
    #expect(result.errorText.contains("take from tools.text `Schema`"))
    #expect(try tool.fix().errorText.contains("Nothing to change"))
  }

  @Test(.enabled(if: hasLazyImports, "needs CPython 3.15")) func `the keyword that the project's Pythons know`() throws
  {
    let tool = try Tool(["app.py": Self.app, "pyproject.toml": "[project]\nrequires-python = \">=3.15\"\n"])
    let result = try tool.fix()
    #expect(result.status == 0, "\(result.errorText)")
    #expect(try tool.text("app.py").hasPrefix("lazy import heavy\n"))
    #expect(try tool.fix().errorText.contains("Nothing to change"))
  }

  @Test(.enabled(if: hasLazyImports, "needs CPython 3.15")) func `a list on request`() throws {
    let tool = try Tool(["app.py": Self.app, "pyproject.toml": "[project]\nrequires-python = \">=3.9\"\n"])
    let result = try tool.fix("--dry-run", "--form", "lazy-modules")
    #expect(result.status == 0, "\(result.errorText)")
    #expect(changes(result) == ["+__lazy_modules__ = [\"heavy\"]"])
  }

  @Test(
    arguments: [
      ("pyproject.toml", "[tool.ruff.lint]\nselect = [\n  \"E\", # basics\n  \"PL\",\n]\n", "ruff's PLC0415"),
      ("ruff.toml", "lint.extend-select = ['PLC0415']\n", "ruff's PLC0415"),
      (".pylintrc", "[MESSAGES CONTROL]\ndisable=line-too-long,\n  invalid-name\n", "pylint's C0415"),
      (".flake8", "[flake8]\nselect = E,WPS\n", "wemake's WPS433"),
      ("pyproject.toml", "[tool.ruff.lint]\nselect = [\"PL\"]\nignore = [\"PLC0415\"]\n", nil),
      (
        "pyproject.toml",
        "[tool.ruff.lint]\nselect = [\"ALL\"]\n[tool.ruff.lint.per-file-ignores]\n\"app.py\" = [\"PLC\"]\n",
        nil
      ),
      ("pyproject.toml", "[tool.ruff]\nline-length = 100\n", nil),
      (".pylintrc", "[MESSAGES CONTROL]\ndisable=\n  import-outside-toplevel\n", nil),
    ] as [(String, String, String?)]
  )
  func `which lint rule a patch breaks`(_ file: String, _ text: String, _ rule: String?) throws {
    let tool = try Tool(["app.py": Self.app, file: text])
    let result = try tool.fix("--dry-run", "--form", "local")
    #expect(result.status == 0, "\(result.errorText)")
    let remark = result.errorText.split(separator: "\n").first { $0.contains("forbids imports inside functions") }
    #expect((remark == nil) == (rule == nil), "\(result.errorText)")
    if let rule, let remark { #expect(remark.hasPrefix(rule) && remark.contains("app.py") && remark.contains(file)) }
  }
}
