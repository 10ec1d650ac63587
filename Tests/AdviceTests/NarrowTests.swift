import Advice
import ImportGraph
import Rewriting
import TestSupport
import Testing
import Workflow

@Suite(.enabled(if: Scenario.isPossible, "\(Scenario.reason)")) struct `Narrowing` {
  /// A facade that loads something heavy beside the light definition of a name that the program needs at once.
  private static let program = [
    "app.py": """
    from tools.api import parse

    SCHEMA = parse("{}")

    def handler(event, context):
        return SCHEMA
    """,
    "tools/__init__.py": "",
    "tools/api.py":
      "import heavy\nBASE = [heavy.Base]\nfrom tools.text import parse\n\ndef solve():\n    return heavy.work()\n",
    "tools/text.py": "def parse(text):\n    return text\n",
  ]

  // What the facade needs at once cannot wait, so that nothing else is a way out.
  private func scenario(_ changes: [String: String]) throws -> Scenario {
    try Scenario(Self.program.merging(changes) { $1 })
  }

  private func text(_ scenario: Scenario, _ file: String = "/app.py") -> String {
    let found = scenario.advice.patch.files.first { $0.path.hasSuffix(file) }
    return found.map { String(decoding: $0.after, as: UTF8.self) } ?? ""
  }

  @Test func `names the module of the definition`() throws {
    let scenario = try scenario([:])
    #expect(scenario.changes == ["app.py:1 parse narrow"])
    #expect(text(scenario).hasPrefix("from tools.text import parse\n"))
    #expect(scenario.advice.plan.expectedGain > 20_000_000)
  }

  @Test func `helps where every event needs the name`() throws {
    let app = """
      from tools.api import parse

      def handler(event, context):
          return parse("{}")
      """
    #expect(try scenario(["app.py": app]).changes == ["app.py:1 parse narrow"])
  }

  @Test func `follows several modules and other names`() throws {
    let scenario = try scenario([
      "tools/api.py": "import heavy\nBASE = [heavy.Base]\nfrom .middle import read as parse\n",
      "tools/middle.py": "from .text import parse_text as read\n",
      "tools/text.py": "def parse_text(text):\n    return text\n",
    ])
    #expect(text(scenario).hasPrefix("from tools.text import parse_text as parse\n"))
  }

  @Test func `keeps to relative names`() throws {
    let scenario = try scenario([
      "app.py": "from tools.use import SCHEMA\ndef handler(event, context):\n    return SCHEMA\n",
      "tools/use.py": "from .api import parse\nSCHEMA = parse(\"{}\")\n",
    ])
    #expect(scenario.changes == ["tools/use.py:1 parse narrow"])
    #expect(text(scenario, "/use.py").hasPrefix("from .text import parse\n"))
  }

  @Test func `finds what star imports pass on`() throws {
    let scenario = try scenario(["tools/api.py": "import heavy\nBASE = [heavy.Base]\nfrom .text import *\n"])
    #expect(text(scenario).hasPrefix("from tools.text import parse\n"))
  }

  @Test func `takes a module from its package`() throws {
    let scenario = try scenario([
      "app.py": "from tools.api import text\nSCHEMA = text.parse(\"{}\")\ndef handler(e, c):\n    return SCHEMA\n",
      "tools/api.py": "import heavy\nBASE = [heavy.Base]\nfrom tools import text\n",
    ])
    #expect(text(scenario).hasPrefix("from tools import text\n"))
  }

  @Test func `does not pay where the package itself is the facade`() throws {
    let scenario = try scenario([
      "app.py": "from tools import parse\nSCHEMA = parse(\"{}\")\ndef handler(e, c):\n    return SCHEMA\n",
      "tools/__init__.py": "import heavy\nBASE = [heavy.Base]\nfrom tools.text import parse\n",
    ])
    #expect(!scenario.changes.contains { $0.hasSuffix("narrow") })
  }

  @Test func `does not pay where the definition needs the facade`() throws {
    let scenario = try scenario([
      "tools/text.py": "def parse(text):\n    return text\nimport tools.api\n"
    ])
    #expect(!scenario.changes.contains { $0.hasSuffix("narrow") })
  }

  @Test(arguments: [
    // A second value, wherever it comes from.
    ["tools/api.py": "import heavy\nBASE = [heavy.Base]\nfrom tools.text import parse\nparse = heavy.work and parse\n"],
    [
      "tools/api.py":
        "import heavy\nBASE = [heavy.Base]\ntry:\n    from tools.text import parse\nexcept ImportError:\n    parse = None\n"
    ],
    [
      "tools/api.py":
        "import heavy\nBASE = [heavy.Base]\nfrom tools.text import parse\ndef use(other):\n    global parse\n    parse = other\n"
    ],
    ["tools/text.py": "def parse(text):\n    return text\ndef use(other):\n    global parse\n    parse = other\n"],
    ["other.py": "import tools.api\ndef use(other):\n    tools.api.parse = other\n"],
    ["other.py": "import tools.text as text\ndef use(other):\n    text.parse = other\n"],
    // A test that replaces it.
    [
      "test_app.py":
        "from unittest import mock\n@mock.patch(\"tools.api.parse\")\ndef test(parse):\n    import app\n"
    ],
    // Something that can reach any name.
    ["tools/api.py": "import heavy\nBASE = [heavy.Base]\nfrom tools.text import parse\nglobals().update(solve=1)\n"],
    // The facade has done something to what it passes on.
    [
      "tools/api.py": "import heavy\nBASE = [heavy.Base]\nfrom tools.text import parse, add\nadd(heavy.work)\n",
      "tools/text.py": "known = []\ndef add(x):\n    known.append(x)\ndef parse(text):\n    return len(known)\n",
    ],
    // The name is for those who look for it.
    [
      "app.py":
        "from tools.api import parse  # libprof: keep\nSCHEMA = parse(\"{}\")\ndef handler(e, c):\n    return SCHEMA\n"
    ],
    [
      "app.py":
        "try:\n    from tools.api import parse\nexcept ImportError:\n    parse = str\nSCHEMA = parse(\"{}\")\ndef handler(e, c):\n    return SCHEMA\n"
    ],
  ])
  func `leaves alone what may be another object, or more than a name`(_ changes: [String: String]) throws {
    let scenario = try scenario(changes)
    #expect(!scenario.changes.contains { $0.hasSuffix("narrow") }, "\(scenario.changes)")
  }

  @Test func `names no private module from outside of its package`() throws {
    let files = [
      "tools/api.py": "import heavy\nBASE = [heavy.Base]\nfrom tools._text import parse\n",
      "tools/_text.py": "def parse(text):\n    return text\n",
    ]
    #expect(try scenario(files).changes.isEmpty)
    let known = try scenario(files.merging(["other.py": "from tools._text import parse\n"]) { $1 })
    #expect(text(known).hasPrefix("from tools._text import parse\n"))
    let inside = try scenario(
      files.merging([
        "app.py": "from tools.use import SCHEMA\ndef handler(event, context):\n    return SCHEMA\n",
        "tools/use.py": "from tools.api import parse\nSCHEMA = parse(\"{}\")\n",
      ]) { $1 }
    )
    #expect(inside.changes == ["tools/use.py:1 parse narrow"])
  }

  @Test func `stops before a private module`() throws {
    let scenario = try scenario([
      "tools/api.py": "import heavy\nBASE = [heavy.Base]\nfrom tools.text import parse\n",
      "tools/text.py": "from tools._text import parse\n",
      "tools/_text.py": "def parse(text):\n    return text\n",
    ])
    #expect(text(scenario).hasPrefix("from tools.text import parse\n"))
  }
}
