import Foundation
import TestSupport
import Testing
import Workflow

@Suite struct `A configuration` {
  private func arguments(_ typed: String..., given text: String) throws -> [String] {
    let scratch = try ScratchDirectory()
    try scratch.write(text, to: "pyproject.toml")
    return try Configuration.complete(typed, in: scratch.path)
  }

  private static let handler = """
    [project]
    name = "shop"

    [tool.libprof]
    handler = "app.handler"
    events = ["events/order.json", "events/report.json"]
    min-gain = 2
    max-changes = 5
    keep = ["numpy*", "app/models.py:12"]
    unsafe-fixes = true
    scope = "all"
    rate = 0
    python = ".venv/bin/python"
    pairs = 9
    ignore-field = ["$.id"]

    [tool.libprof.weights]
    "events/report.json" = 0.02

    [tool.libprof.thresholds]
    rare-below = 0.5
    avoidable-word = ["logging"]

    """

  @Test func `that was spoiled is read or refused`() {
    for seed in 0..<UInt64(1_000) {
      var mutator = Mutator(seed: seed)
      let text = String(decoding: mutator.mutated(Array(Self.handler.utf8)), as: UTF8.self)
      do {
        _ = try arguments("fix", given: text)
      } catch {
        #expect(error is ConfigurationError, "seed \(seed): \(error)")
      }
    }
  }

  private static let program = [
    "--event", "events/order.json", "events/report.json:0.02", "--handler=app.handler", "--python=.venv/bin/python",
  ]

  @Test func `is taken as if it had been typed, by each command what concerns it`() throws {
    let plan = [
      "--min-gain=2.0", "--max-changes=5", "--keep=numpy*", "--keep=app/models.py:12", "--unsafe-fixes", "--scope=all",
    ]
    let proof = ["--pairs=9", "--ignore-field=$.id"]
    let text = Self.handler
    #expect(try arguments("profile", "-o", "r", given: text) == ["profile"] + Self.program + ["--rate=0", "-o", "r"])
    #expect(try arguments("fix", given: text) == ["fix"] + Self.program + ["--rate=0"] + plan + proof)
    #expect(try arguments("why", "numpy", "r", given: text) == ["why"] + plan + ["numpy", "r"])
    let thresholds = ["--rare-below=0.5", "--avoidable-word=logging"]
    #expect(try arguments("report", "r", given: text) == ["report"] + plan + thresholds + ["r"])
    #expect(try arguments("export", "r", given: "nonsense") == ["export", "r"])
  }

  @Test func `yields to what is typed`() throws {
    let report = try arguments("report", "--keep", "x", "--min-gain=7", "r", given: Self.handler)
    #expect(!report.contains { $0.hasPrefix("--keep=") || $0 == "--min-gain=2.0" })
    #expect(report.contains("--scope=all"))
    // Other events of the same handler; another program, without any.
    let events = try arguments("profile", "--event", "other.json", given: Self.handler)
    #expect(events.contains("--handler=app.handler") && !events.contains("events/order.json"))
    let command = try arguments("profile", "--", "python3", "main.py", given: Self.handler)
    #expect(command == ["profile", "--rate=0", "--", "python3", "main.py"])
    #expect(try arguments("fix", "--help", given: Self.handler) == ["fix", "--help"])
  }

  @Test func `names a command`() throws {
    let text = "[tool.libprof]\ncommand = ['python', '-m', 'tool', '--version']\ninit-ends = 'tool.cli:main'\n"
    #expect(
      try arguments("fix", "--dry-run", given: text)
        == ["fix", "--init-ends=tool.cli:main", "--dry-run", "--", "python", "-m", "tool", "--version"]
    )
  }

  @Test func `may name events by a pattern, and weigh them by one`() throws {
    let scratch = try ScratchDirectory()
    let text = """
      [tool.libprof]
      handler = "app.handler"
      events = ["events/b.json", "events/*.json"]

      [tool.libprof.weights]
      "events/*.json" = 2
      "events/c.json" = 0.5
      """
    try scratch.write(text, to: "a [folder]/pyproject.toml")
    for name in ["c", "a", "b"] { try scratch.write("{}", to: "a [folder]/events/\(name).json") }
    let folder = scratch.file("a [folder]").path
    #expect(
      try Configuration.complete(["profile"], in: folder) == [
        "profile", "--event", "events/b.json:2.0", "events/a.json:2.0", "events/c.json:0.5", "--handler=app.handler",
      ]
    )
    // Where no program is run, no event is needed.
    try scratch.write("[tool.libprof]\nevents = ['events/*.json']\n", to: "pyproject.toml")
    #expect(try Configuration.complete(["report", "r"], in: scratch.path) == ["report", "r"])
  }

  @Test func `may say what holds for some files, beside what is typed`() throws {
    let text = """
      [tool.libprof.per-path."src/legacy/**"]
      keep = true
      ignore-finding = ["unused", "misused"]
      [tool.libprof.per-path."x.py"]
      ignore-finding = ["startup"]
      """
    let rules = ["--per-path=src/legacy/**=keep,unused,misused", "--per-path=x.py=startup"]
    #expect(try arguments("why", "m", "r", given: text) == ["why"] + rules + ["m", "r"])
    #expect(try arguments("report", "--per-path=a=keep", given: text) == ["report"] + rules + ["--per-path=a=keep"])
    #expect(try arguments("profile", given: text) == ["profile"])
  }

  @Test(arguments: [
    ("src/**=keep", true, []), ("a=b.py=unused,startup", false, ["unused", "startup"]),
  ]) func `reads a rule for a path as it is typed`(_ text: String, _ keeps: Bool, _ ignored: [String]) throws {
    let rule = try PathRule(text)
    #expect(rule.pattern == text.split(separator: "=").dropLast().joined(separator: "="))
    #expect(rule.keeps == keeps && rule.ignoredFindings == ignored)
  }

  @Test(arguments: [
    ("src", "write PATTERN=keep or PATTERN=FINDING"), ("=keep", "write PATTERN=keep"),
    ("src=kepe", "write keep or a finding. There is no finding `kepe`."),
    ("src=unsued", "write keep or a finding. There is no finding `unsued`. Did you mean `unused`?"),
  ]) func `says what is wrong with a rule for a path`(_ text: String, _ message: String) {
    let error = #expect(throws: PathRuleError.self) { try PathRule(text) }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
  }

  @Test func `need not be there`() throws {
    #expect(try Configuration.complete(["fix"], in: ScratchDirectory().path) == ["fix"])
    #expect(try arguments("fix", given: "[tool.other]\nmin-gain = 'x'\n") == ["fix"])
  }

  @Test(arguments: [
    (
      "\n[tool.libprof]\n\nmin-gian = 2\n",
      "pyproject.toml:4: [tool.libprof] has no setting `min-gian`. Did you mean `min-gain`?"
    ),
    ("[tool.libprof]\nspeed = 2\n", "pyproject.toml:2: [tool.libprof] has no setting `speed`. It has: handler, "),
    (
      "[tool.libprof]\nrare-below = 1\n",
      "pyproject.toml:2: [tool.libprof] has no setting `rare-below`. It belongs in [tool.libprof.thresholds]."
    ),
    (
      "[tool.libprof]\nignore-finding = ['unsued']\n",
      "pyproject.toml:2: There is no finding `unsued`. Did you mean `unused`?"
    ),
    (
      "[tool.libprof.per-path.'src/[ab]/**']\nkeep = true\nignore = []\n",
      "pyproject.toml:3: [tool.libprof.per-path] has no setting `ignore`. It has: keep, ignore-finding."
    ),
    (
      "[tool.libprof.per-path]\n'src/**' = ['keep']\n",
      "pyproject.toml:2: write a table: [tool.libprof.per-path.\"src/**\"]."
    ),
    ("[tool.libprof.per-path.'a=b']\nkeep = 1\n", "pyproject.toml:2: `keep` is to be true or false here."),
    (
      "[tool.libprof.per-path.x]\nignore-finding = ['slow']\n",
      "pyproject.toml:2: There is no finding `slow`. There are: unused, rarely-used, "
    ),
    (
      "[tool.libprof]\n\nhandler = 'app.handler'\nevents = ['events/*.json']\n",
      "pyproject.toml:4: no file is named like `events/*.json`. Write an event into one, as JSON, or correct the pattern."
    ),
    ("[tool.libprof]\nmin-gain = 'much'\n", "pyproject.toml:2: `min-gain` is to be a number between 0 and 1000000000."),
    ("[tool.libprof]\nmax-changes = 1.5\n", "pyproject.toml:2: `max-changes` is to be a whole number between 0 and "),
    ("[tool.libprof]\nkeep = 'numpy'\n", "pyproject.toml:2: `keep` is to be a list of texts, as in keep = [\"…\"]."),
    ("[tool.libprof]\nkeep = ['a', 2]\n", "pyproject.toml:2: `keep` is to be a list of texts"),
    ("[tool.libprof]\nhandler = 3\n", "pyproject.toml:2: `handler` is to be a text, as in handler = \"…\"."),
    ("[tool.libprof]\nscope = 'al'\n", "pyproject.toml:2: `scope` is to be one of \"app\", \"all\"."),
    ("[tool.libprof]\npairs = 3\n", "pyproject.toml:2: `pairs` is to be a whole number between 7 and 10000."),
    ("[tool.libprof]\nthresholds = 3\n", "pyproject.toml:2: `thresholds` is a table: write [tool.libprof.thresholds]."),
    ("[tool]\nlibprof.thresholds.rare = 1\n", "pyproject.toml:2: [tool.libprof.thresholds] has no setting `rare`."),
    (
      "[tool.libprof.thresholds]\nrare-below = 2\n", "pyproject.toml:2: `rare-below` is to be a number between 0 and 1."
    ),
    ("[tool.libprof.weights]\n'a.json' = 2\n", "pyproject.toml:2: `a.json` is none of the events. Add it to `events`"),
    (
      "[tool.libprof]\nevents = ['a']\n[tool.libprof.weights]\na = 0\n", "pyproject.toml:4: the weight of `a` is to be "
    ),
    ("x = 1\ny =\n", "pyproject.toml:2: this is no TOML: "),
    ("[tool]\nlibprof = 3\n", "pyproject.toml:2: `libprof` is a table: write [tool.libprof]."),
  ]) func `says where it is wrong and what to write`(_ text: String, _ message: String) throws {
    let error = #expect(throws: ConfigurationError.self) { try arguments("fix", given: text) }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
  }
}
