import PythonSyntax
import Rewriting
import SourceText
import TestSupport
import Testing

/// What lazy imports really do, in the interpreter that has them and in one that does not.
struct `Lazy imports` {
  static let newest = Interpreters.version(15)
  static let older = Interpreters.all.last { !$0.isAtLeast(15) && $0.isAtLeast(8) }

  private static let parts = [
    "pkg/__init__.py": "", "pkg/light.py": "LIMIT = 1\n", "pkg/slow.py": "VALUE = 2\n\nclass Table: pass\n",
    "heavy.py": "def work(): return 3\n",
    "main.py": """
    import sys
    import pkg.user as user
    print(sorted(name for name in ("heavy", "pkg.slow", "pkg.light") if name in sys.modules))
    print(user.use())
    print(sorted(name for name in ("heavy", "pkg.slow", "pkg.light") if name in sys.modules))
    from pkg.user import Table
    print(Table.__name__)

    """,
  ]

  private static let user = """
    import sys, heavy
    from pkg import light
    from pkg.slow import VALUE, Table

    LIMIT = light.LIMIT
    find = lambda: [VALUE for _ in range(1)]


    def use() -> "Table":
        return heavy.work(), find(), [name for name in dir(sys) if name == "modules"]

    """

  private func output(of text: String, with interpreter: InstalledInterpreter) throws -> [String] {
    let scratch = try ScratchDirectory()
    for (name, part) in Self.parts { try scratch.write(part, to: name) }
    try scratch.write(text, to: "pkg/user.py")
    let result = try Command.run([interpreter.path, "-B", "main.py"], in: scratch.url)
    #expect(result.succeeded, "\(result.errorText)")
    return result.outputText.split(separator: "\n").map(String.init)
  }

  private func module() -> (ModuleSyntax, [ImportReference]) {
    let module = ModuleSyntax(source: SourceFile(path: "pkg/user.py", text: Self.user), edition: .from314)
    return (module, ["heavy", "VALUE", "Table"].flatMap { module.imports(binding: $0) })
  }

  private func text(_ edits: [Edit], _ module: ModuleSyntax) throws -> String {
    String(decoding: try applying(edits, to: module.source.bytes), as: UTF8.self)
  }

  private static let waiting = [
    "['pkg.light']", "(3, [2], ['modules'])", "['heavy', 'pkg.light', 'pkg.slow']", "Table",
  ]
  private static let loaded = [waiting[2], waiting[1], waiting[2], waiting[3]]

  @Test(.enabled(if: newest != nil, "needs CPython 3.15")) func `load by keyword at the first use`() throws {
    let interpreter = try #require(Self.newest)
    let (module, names) = module()
    #expect(try output(of: Self.user, with: interpreter) == Self.loaded)
    let text = try text(try LazyKeyword.edits(deferring: names, in: module), module)
    #expect(try output(of: text, with: interpreter) == Self.waiting)
  }

  @Test(.enabled(if: newest != nil && older != nil, "needs CPython 3.15 and an older one"))
  func `load by list at the first use, and at once where nobody knows the list`() throws {
    let (module, names) = module()
    let text = try text(try LazyModules.edits(deferring: names, inModuleNamed: "pkg.user", in: module), module)
    #expect(try output(of: text, with: try #require(Self.newest)) == Self.waiting)
    #expect(try output(of: text, with: try #require(Self.older)) == Self.loaded)
  }

  @Test(
    .enabled(if: newest != nil, "needs CPython 3.15"),
    arguments: [
      "from . import slow\n", "from .slow import Table\n", "import pkg.slow as slow\n", "import pkg.slow\n",
      "from pkg import slow\n", "if True:\n    from . import slow\n",
    ]
  )
  func `wait under the names that the list has for them`(_ statement: String) throws {
    let interpreter = try #require(Self.newest)
    let text = statement + "def use(): return \(statement.contains("Table") ? "Table" : "slow")\n"
    let source = statement == "import pkg.slow\n" ? text.replacing("return slow", with: "return pkg.slow") : text
    let module = ModuleSyntax(source: SourceFile(path: "/pkg/user.py", text: source), edition: .from314)
    let names = [ImportReference(statement: 0, name: 0)]
    let edits = try LazyModules.edits(deferring: names, inModuleNamed: "pkg.user", in: module)
    let scratch = try ScratchDirectory()
    for (name, part) in Self.parts { try scratch.write(part, to: name) }
    try scratch.write(try applying(edits, to: module.source.bytes), to: "pkg/user.py")
    let script = """
      import sys, pkg.user
      before = "pkg.slow" in sys.modules
      pkg.user.use().__name__
      print(before, "pkg.slow" in sys.modules)
      """
    let result = try Command.run([interpreter.path, "-B", "-c", script], in: scratch.url)
    #expect(result.outputText == "False True\n", "\(result.errorText)")
  }

  private func output(of script: String, with statement: String, in file: String = "pkg/user.py") throws -> String {
    let interpreter = try #require(Self.newest)
    let scratch = try ScratchDirectory()
    for (name, part) in Self.parts { try scratch.write(part, to: name) }
    try scratch.write(statement, to: file)
    let result = try Command.run([interpreter.path, "-B", "-c", script], in: scratch.url)
    #expect(result.succeeded, "\(result.errorText)")
    return result.outputText
  }

  @Test(
    .enabled(if: newest != nil, "needs CPython 3.15"),
    arguments: [
      "lazy import pkg.slow\n", "lazy from pkg import slow\n", "lazy from pkg.slow import VALUE\n",
      "lazy from . import slow\n", "lazy import pkg.slow\nlazy import pkg.light\n",
    ]
  )
  func `set the parts that they name as attributes of their packages`(_ statement: String) throws {
    let script = """
      import sys, pkg, pkg.user
      print("pkg.slow" in sys.modules, pkg.slow.VALUE, "pkg.light" in sys.modules)
      """
    #expect(try output(of: script, with: statement) == "False 2 False\n")
  }

  @Test(.enabled(if: newest != nil, "needs CPython 3.15")) func `are found by everything but the namespace itself`()
    throws
  {
    let script = """
      import sys, pkg.user
      names = dict(vars(pkg.user))
      print(eval("light.LIMIT", names), type(vars(pkg.user)["light"]).__name__, "light" in dir(pkg.user))
      from pkg.user import *
      print(light.LIMIT, VALUE, pkg.user.Table.__name__)
      """
    let statement = "lazy from pkg import light\nlazy from pkg.slow import VALUE, Table\n"
    #expect(try output(of: script, with: statement) == "1 lazy_import True\n1 2 Table\n")
  }

  @Test(.enabled(if: newest != nil, "needs CPython 3.15")) func `lose a name that a part of the package has as well`()
    throws
  {
    let script = "import pkg.slow\nprint(type(pkg.slow).__name__)"
    #expect(try output(of: script, with: "lazy from .slow import Table as slow\n", in: "pkg/__init__.py") == "module\n")
  }

  @Test(
    .enabled(if: newest != nil, "needs CPython 3.15"),
    arguments: [
      "try:\n    lazy import a\nexcept ImportError:\n    pass\n", "try:\n    pass\nfinally:\n    lazy import a\n",
      "def f():\n    lazy import a\n", "class C:\n    lazy import a\n", "lazy from a import *\n",
      "lazy from __future__ import annotations\n",
    ]
  )
  func `are an error where none is written`(_ text: String) throws {
    let interpreter = try #require(Self.newest)
    let result = try Command.run([interpreter.path, "-c", text])
    #expect(result.errorText.contains("SyntaxError"))
    let plain = text.replacing("lazy ", with: "")
    let module = ModuleSyntax(source: SourceFile(path: "app.py", text: plain), edition: .from314)
    let refusal = LazyKeyword.refusal(deferring: ImportReference(statement: 0, name: 0), in: module)
    if module.imports[0].isStar { #expect(module.imports[0].names.isEmpty) } else { #expect(refusal != nil) }
  }
}
