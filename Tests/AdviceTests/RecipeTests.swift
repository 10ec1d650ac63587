import Advice
import Foundation
import ImportGraph
import TestSupport
import Testing
import Workflow

@Suite struct `A recipe` {
  private static let whole = """
    schema = 1
    distribution = "Example_Package"
    summary = "All of it."
    checked = ["1.2.3"]
    [[keep]]
    module = "*"
    imports = "example.patches.*"
    cause = "monkeypatching"
    note = "replaces socket.socket"
    [[measured]]
    version = "1.2.3"
    python = "3.11"
    workload = "import example"
    before_ms = 480.0
    after_ms = 95.0
    memory_before_mib = 60.0
    memory_after_mib = 24.0
    pairs = 15
    """

  @Test func `is read as it is written, and parts may be missing`() throws {
    let recipe = try Recipe(text: Self.whole, file: "x.toml")
    #expect(recipe.defer.isEmpty)
    #expect(recipe.leavesAlone.isEmpty)
    #expect(recipe.keep.map(\.cause) == [.monkeypatching])
    #expect(recipe.measured.map(\.after) == [95])
  }

  @Test func `is written so that it is read again`() throws {
    var recipe = try Recipe(text: Self.whole, file: "x.toml")
    recipe.summary = "A \"quoted\" \\ line\nand another: é/ü, \u{7F}."
    recipe.leavesAlone = ["numpy", "a-b"]
    recipe.reachesNoImport = ["example", "example.b"]
    recipe.unnoticed = [.init(effect: "json.loads"), .init(effect: "json.dumps", unlessNamed: "dumps")]
    recipe.defer = [Recipe.DeferrableImport(module: "example", imports: "example.b.c", strategy: "local")]
    #expect(try Recipe(text: recipe.text, file: "x.toml") == recipe)
  }

  @Test(arguments: [
    ("checked = [\"1.2.3\"]", "chekked = [\"1.2.3\"]", "checked"),
    ("note = \"replaces socket.socket\"", "", "note"),
    ("cause = \"monkeypatching\"", "cause = \"mood\"", "mood"),
    ("pairs = 15", "pairs = 15\nmood = 1", "mood"),
    ("schema = 1", "schema = 2", "schema"),
  ]) func `with a mistake names it`(_ right: String, _ wrong: String, _ named: String) throws {
    let text = Self.whole.replacing(right, with: wrong)
    let error = #expect(throws: RecipeError.self) { try Recipe(text: text, file: "x.toml") }
    #expect("\(error.map { "\($0)" } ?? "")".contains(named))
  }

  @Test(
    arguments: [
      ("[!]", 3), ("[[\n", 3), ("x = [\n  [1],\n  [{ a = 1 }],\n]\n[ ? ]", 7), ("x = \"\"\"\n[!]\n\"\"\"", nil),
      ("# [!]", nil),
      ("[ \"a\".b ] # c", nil),
    ] as [(String, Int?)]
  ) func `has no table without a name`(_ text: String, _ line: Int?) throws {
    #expect(TOMLTableHeads.firstBrokenLine(in: "a = '['\n\n" + text) == line)
  }

  @Test func `that is no TOML names the line`() throws {
    let error = #expect(throws: RecipeError.self) { try Recipe(text: "schema = 1\nsummary = = 2\n", file: "x.toml") }
    #expect("\(error.map { "\($0)" } ?? "")".hasPrefix("x.toml:2: "))
  }

  @Test func `that was spoiled is read or refused`() {
    for seed in 0..<UInt64(ProcessInfo.processInfo.environment["LIBPROF_FULL"] != nil ? 100_000 : 2_000) {
      var mutator = Mutator(seed: seed)
      let text = String(decoding: mutator.mutated(Array(Self.whole.utf8)), as: UTF8.self)
      // What is wrong is a `RecipeError`; nothing else can be thrown.
      _ = try? Recipe(text: text, file: "seed \(seed)")
    }
  }

  @Test(.enabled(if: Scenario.isPossible, "\(Scenario.reason)"))
  func `that keeps an import stands against its deferral`() throws {
    let scratch = try ScratchDirectory()
    let recipe = Self.whole.replacing("example.patches.*", with: "heavy.*")
    try scratch.write(recipe, to: "example-package.toml")
    let files = ["app.py": "import heavy\ndef rare():\n    return heavy.work()\ndef handler(e, c):\n    return 0\n"]
    #expect(try Scenario(files).changes == ["app.py:1 heavy local"])
    var settings = PlanSettings()
    settings.recipes = try RecipeBook(folder: scratch.path)
    let scenario = try Scenario(files, settings)
    #expect(scenario.changes.isEmpty)
    #expect(scenario.refusals == ["app.py:recipe"])
  }

  @Test(
    .enabled(if: Scenario.isPossible, "\(Scenario.reason)"),
    arguments: [("2.0", "[\"Base\"]", true), ("1.0", "[\"Base\"]", false), ("2.0", "[\"Other\"]", false)]
  )
  func `says of which packages an import that nothing uses changes nothing`(
    _ version: String,
    _ packages: String,
    _ isRemoved: Bool
  ) throws {
    let scratch = try ScratchDirectory()
    let recipe = "schema = 1\ndistribution = \"Lib\"\nsummary = \"It.\"\nchecked = [\"\(version)\"]\n"
    try scratch.write(recipe + "leaves_alone = \(packages)\n", to: "lib.toml")
    let files = [
      "app.py": "import lib\nimport base\n\ndef handler(event, context):\n    return base.VALUE\n",
      "base.py": "VALUE = 1\n", "lib.py": "import time\ntime.sleep(0.05)\nimport base\n",
      "lib-2.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: Lib\nVersion: 2.0\n",
      "lib-2.0.dist-info/RECORD": "lib.py,,\n",
      "base-2.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: Base\nVersion: 2.0\n",
      "base-2.0.dist-info/RECORD": "base.py,,\n",
    ]
    var settings = PlanSettings()
    settings.recipes = try RecipeBook(folder: scratch.path)
    let scenario = try Scenario(files, settings)
    #expect(scenario.changes == (isRemoved ? ["app.py:1 lib remove"] : []), "\(scenario.refusals)")
    if !isRemoved { #expect(scenario.refusals == ["app.py:side-effect"]) }
  }

  @Test(
    .enabled(if: Scenario.isPossible, "\(Scenario.reason)"),
    arguments: [("2.0", "module-getattr", true), ("1.0", "module-getattr", false), ("2.0", "local", false)]
  )
  func `says that whoever is handed the module asks it for a name`(
    _ version: String,
    _ strategy: String,
    _ waits: Bool
  ) throws {
    let scratch = try ScratchDirectory()
    let recipe = "schema = 1\ndistribution = \"Lib\"\nsummary = \"It.\"\nchecked = [\"\(version)\"]\n\n[[defer]]\n"
    let fact = "module = \"lib\"\nimports = \"lib.part.used\"\nstrategy = \"\(strategy)\"\n"
    try scratch.write(recipe + fact, to: "lib.toml")
    let files = [
      "app.py":
        "import lib\n\ndef handler(event, context):\n    return lib.__name__\n\ndef look(name):\n    return other(lib)\n",
      "lib/__init__.py": "from .part import used\n\n__all__ = [\"used\"]\n",
      "lib/part.py": "import time\ntime.sleep(0.05)\n\ndef used():\n    return 1\n",
      "Lib-2.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: Lib\nVersion: 2.0\n",
      "Lib-2.0.dist-info/RECORD": "lib/__init__.py,,\nlib/part.py,,\n",
    ]
    var settings = PlanSettings()
    settings.scope = .all
    settings.recipes = try RecipeBook(folder: scratch.path)
    let scenario = try Scenario(files, settings)
    #expect(scenario.changes == (waits ? ["lib/__init__.py:1 used module-getattr"] : []), "\(scenario.refusals)")
    if !waits { #expect(scenario.refusals.contains("lib/__init__.py:module-as-object")) }
  }

  /// A package that replaces a function of another one, and files that call it or do not.
  @Test(
    .enabled(if: Scenario.isPossible, "\(Scenario.reason)"),
    arguments: [
      ("2.0", "shared.answer", "", true), ("1.0", "shared.answer", "", false), ("2.0", "shared.other", "", false),
      ("2.0", "shared.answer", "unless_named = \"absent\"", true),
      ("2.0", "shared.answer", "unless_named = \"VALUE\"", false),
    ]
  )
  func `says of which effects nobody can tell`(
    _ version: String,
    _ effect: String,
    _ condition: String,
    _ isHidden: Bool
  ) throws {
    let scratch = try ScratchDirectory()
    let recipe = "schema = 1\ndistribution = \"Lib\"\nsummary = \"It.\"\nchecked = [\"\(version)\"]\n"
    try scratch.write(recipe + "[[unnoticed]]\neffect = \"\(effect)\"\n\(condition)\n", to: "lib.toml")
    let files = [
      "app.py": "import shared\nimport lib\n\ndef rare():\n    return lib.work()\n\ndef handler(event, context):\n"
        + "    return shared.VALUE\n",
      "shared.py": "VALUE = 1\ndef answer(): return 1\n",
      "lib.py": "import time\ntime.sleep(0.05)\nimport shared\nshared.answer = lambda: 1\ndef work(): return 1\n",
      "lib-2.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: Lib\nVersion: 2.0\n",
      "lib-2.0.dist-info/RECORD": "lib.py,,\n",
    ]
    var settings = PlanSettings()
    settings.scope = .all
    settings.recipes = try RecipeBook(folder: scratch.path)
    let scenario = try Scenario(files, settings)
    #expect(scenario.changes == (isHidden ? ["app.py:2 lib local"] : []), "\(scenario.refusals)")
    if !isHidden { #expect(scenario.refusals == ["app.py:effect"]) }
  }

  @Test(.enabled(if: Scenario.isPossible, "\(Scenario.reason)"), arguments: [("2.0", true), ("1.0", false)])
  func `says which modules look up no name that they import`(_ version: String, _ isKnown: Bool) throws {
    let scratch = try ScratchDirectory()
    let recipe = "schema = 1\ndistribution = \"Lib\"\nsummary = \"It.\"\nchecked = [\"\(version)\"]\n"
    try scratch.write(recipe + "reaches_no_import = [\"lib\"]\n", to: "lib.toml")
    let files = [
      "app.py": "import lib\n\ndef handler(event, context):\n    return lib.VALUE\n",
      "lib.py":
        "import heavy\nVALUE = 1\ndef state():\n    return globals()['VALUE']\ndef work():\n    return heavy.work()\n",
      "lib-2.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: Lib\nVersion: 2.0\n",
      "lib-2.0.dist-info/RECORD": "lib.py,,\n",
    ]
    var settings = PlanSettings()
    settings.scope = .all
    settings.recipes = try RecipeBook(folder: scratch.path)
    let scenario = try Scenario(files, settings)
    #expect(scenario.changes == (isKnown ? ["lib.py:1 heavy module-getattr"] : []), "\(scenario.refusals)")
    if !isKnown { #expect(scenario.refusals == ["lib.py:dynamic-names"]) }
  }

  @Test func `is found by any spelling of its name`() throws {
    let scratch = try ScratchDirectory()
    try scratch.write(Self.whole, to: "example-package.toml")
    let book = try RecipeBook(folder: scratch.path)
    #expect(book.recipe(for: "example.package") == book.recipe(for: "EXAMPLE-package"))
    #expect(book.recipe(for: "example-package") != nil)
  }

  @Test func `stands in a file of its name`() throws {
    let scratch = try ScratchDirectory()
    try scratch.write(Self.whole, to: "other.toml")
    #expect(throws: RecipeError.self) { try RecipeBook(folder: scratch.path) }
  }

  @Test func `is valid in each file that comes with the tool`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Patches").path
    let book = try RecipeBook(folder: folder)
    for recipe in book.recipes {
      #expect(!recipe.checked.isEmpty && !recipe.summary.isEmpty, "\(recipe.distribution)")
      #expect(recipe.measured.allSatisfy { recipe.checked.contains($0.version) }, "\(recipe.distribution)")
      #expect(recipe.keep.allSatisfy { !$0.note.isEmpty }, "\(recipe.distribution)")
    }
  }
}
