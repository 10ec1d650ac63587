import PythonSyntax
import SourceText
import Testing

struct `Import statements` {
  @Test func `the forms and what they bind`() {
    let imports = syntax(
      """
      import a
      import a.b, c.d as e
      from m import x, y as z
      from ..p.q import r
      from . import s
      from m import *
      """
    ).imports
    #expect(imports.map { $0.names.map(\.boundName) } == [["a"], ["a", "e"], ["x", "z"], ["r"], ["s"], []])
    #expect(imports.map { $0.names.map(\.name) } == [["a"], ["a.b", "c.d"], ["x", "y"], ["r"], ["s"], []])
    #expect(imports.map(\.fromModule) == [nil, nil, "m", "..p.q", ".", "m"])
    #expect(imports.map(\.line) == [1, 2, 3, 4, 5, 6])
    #expect(imports[5].isStar && imports[3].form == .from(module: "p.q", level: 2))
  }

  @Test(
    arguments: [
      ("def f():\n  import m", .function),
      ("class C:\n  import m", .class),
      ("if x:\n  import m", .conditional),
      ("if x:\n  pass\nelse:\n  import m", .conditional),
      ("try:\n  import m\nexcept ImportError:\n  pass", [.tryBody, .importProbe]),
      ("try:\n  import m\nexcept (KeyError, ModuleNotFoundError) as e:\n  pass", [.tryBody, .importProbe]),
      ("try:\n  import m\nexcept:\n  pass", [.tryBody, .importProbe]),
      ("try:\n  import m\nexcept KeyError:\n  pass", .tryBody),
      ("try:\n  pass\nexcept ImportError:\n  import m", .exceptHandler),
      ("try:\n  pass\nexcept KeyError:\n  pass\nelse:\n  import m", .elseClause),
      ("try:\n  pass\nfinally:\n  import m", .finallyClause),
      ("with x:\n  import m", .with),
      ("with contextlib.suppress(ImportError):\n  import m", [.with, .suppress]),
      ("for x in y:\n  import m", .loop),
      ("while x:\n  import m\nelse:\n  pass", .loop),
      ("match x:\n  case 1:\n    import m", .match),
      ("if TYPE_CHECKING:\n  import m", .typeChecking),
      ("if t.TYPE_CHECKING:\n  import m", .typeChecking),
      ("if not TYPE_CHECKING:\n  pass\nelse:\n  import m", .typeChecking),
      ("if not TYPE_CHECKING:\n  import m", .conditional),
      ("if TYPE_CHECKING:\n  pass\nelse:\n  import m", .conditional),
      ("if __name__ == '__main__':\n  import m", .mainGuard),
      ("if '__main__' == __name__:\n  import m", .mainGuard),
      ("try:\n  if x:\n    import m\nexcept Exception:\n  pass", [.tryBody, .importProbe, .conditional]),
      ("import m", []),
    ] as [(String, Nesting)]
  )
  func `what they stand in`(_ text: String, _ nesting: Nesting) {
    #expect(syntax(text).imports.first { $0.names.first?.name == "m" }?.nesting == nesting)
  }

  @Test(arguments: [
    "import m; x = 1", "x = 1; import m", "if x: import m", "import m;", "if x: \\\n  import m",
  ])
  func `what shares a line with others is said to`(_ text: String) {
    #expect(syntax(text).imports.first?.sharesLine == true)
  }

  @Test func `comments belong to the statement they stand at`() {
    let module = syntax(
      """
      # of the block above

      # first
      # second
      from m import (  # inner
          a,
          # about b
          b,
      )  # trailing
      """
    )
    let statement = module.imports[0]
    #expect(statement.leadingComments.map(module.source.text) == ["# first", "# second"])
    #expect(statement.innerComments.map(module.source.text) == ["# inner", "# about b"])
    #expect(statement.trailingComment.map(module.source.text) == "# trailing")
    #expect(statement.isParenthesised && !statement.sharesLine)
    #expect(module.source.text(in: statement.range).hasSuffix(")"))
  }

  @Test(arguments: [
    ("import m  # libprof: keep", true),
    ("import m  # noqa: F401  # libprof: keep because", true),
    ("# libprof: keep\nimport m", true),
    ("from m import (\n  a,  # libprof: keep\n)", true),
    ("x = 1  # libprof: keep\nimport m", false),
    ("# libprof: keep\n\nimport m", false),
    ("import m  # libprof", false),
  ])
  func `a keep comment on its lines or directly above is obeyed`(_ text: String, _ isKept: Bool) {
    #expect(syntax(text).imports[0].isKept == isKept)
  }

  @Test(arguments: [
    ("import m  # libprof: ignore", ["libprof: ignore"]),
    ("import m  # noqa: F401 # libprof: ignore[unused]", ["libprof: ignore[unused]"]),
    (
      "import m  #libprof:ignore[unused,misused] # libprof: keep",
      ["libprof: ignore[unused, misused]", "libprof: keep"]
    ),
    ("# libprof: ignore[unused] because\nimport m", ["libprof: ignore[unused]"]),
    ("# libprof: ignore\n# other\nimport m", []),
    (
      "from m import (  # libprof: keep\n  a,  # libprof: ignore[x]\n)  # libprof: y",
      [
        "libprof: keep", "libprof: ignore[x]", "libprof: y",
      ]
    ),
    ("import m  # libprof: kepe", ["libprof: kepe"]),
    ("import m  # libprof: ignore[unused", ["libprof: ignore"]),
    ("import m  # mylibprof: keep, libprof:", []),
    ("x = 1  # libprof: ignore\nimport m", []),
  ])
  func `what comments ask of it can be told`(_ text: String, _ directives: [String]) {
    let module = syntax(text)
    #expect(module.directives(of: module.imports[0]).map(\.text) == directives)
    let lines = module.imports[0].line...text.split(separator: "\n").count
    #expect(lines.allSatisfy { module.importStatement(onLine: $0) == module.imports[0] })
    #expect(module.importStatement(onLine: module.imports[0].line - 1) == nil)
  }

  @Test func `a lazy import is an import`() {
    let module = syntax("lazy import a.b as c\nlazy from m import x\nlazy = 1\nif y:\n    lazy  import d\nlazy\n")
    #expect(module.problems.isEmpty)
    #expect(module.imports.map(\.isDeferred) == [true, true, true])
    let texts = module.imports.map { module.source.text(in: $0.range).prefix(11) }
    #expect(texts == ["lazy import", "lazy from m", "lazy  impor"])
    #expect(module.imports[0].names[0].range == 12..<20)
    #expect(module.bindings.map(\.name) == ["c", "x", "lazy", "d"])
  }

  @Test func `future imports are marked and their features known`() {
    let module = syntax("\"\"\"Doc.\"\"\"\nfrom __future__ import annotations\nimport m\n")
    #expect(module.imports.map(\.isFuture) == [true, false])
    #expect(module.hasPostponedAnnotations)
    #expect(module.docstring == 0..<10)
  }

  @Test func `a block knows how many statements it has`() {
    let module = syntax("if x:\n  import a\n  # comment\n  import b\nimport c\n")
    #expect(module.imports.map(\.block.statementCount) == [2, 2, 2])
    #expect(module.imports[0].block == module.imports[1].block)
  }
}
