import PythonSyntax
import Rewriting
import SourceText
import Testing

/// What the literate examples cannot show: other line ends, marks at the start of a file, and single edits.
struct `Import edits` {
  private func moved(_ name: String, _ text: String) throws -> String {
    let module = ModuleSyntax(source: SourceFile(path: "app.py", text: text))
    let edits = try Local.edits(moving: module.imports(binding: name), in: module)
    return String(decoding: try applying(edits, to: module.source.bytes), as: UTF8.self)
  }

  private func placed(_ line: ImportLine, _ text: String, in function: String = "f") throws -> String {
    let module = ModuleSyntax(source: SourceFile(path: "app.py", text: text))
    let scope = try #require(module.scopes.first { $0.qualifiedName == function })
    let edits = try ImportPlacement.edits(placing: [line], inFunction: scope.index, of: module)
    return String(decoding: try applying(edits, to: module.source.bytes), as: UTF8.self)
  }

  @Test func `line ends stay as they are`() throws {
    let before = "import a\r\nimport b\r\n\r\n\r\ndef f():\r\n  return a\r\n"
    #expect(try moved("a", before) == "import b\r\n\r\n\r\ndef f():\r\n  import a\r\n\r\n  return a\r\n")
  }

  @Test func `a byte order mark stays`() throws {
    #expect(try moved("a", "\u{FEFF}import a\n\ndef f():\n  a\n") == "\u{FEFF}def f():\n  import a\n\n  a\n")
  }

  @Test func `a missing final line end stays missing`() throws {
    #expect(try moved("a", "import a\ndef f():\n  return a") == "def f():\n  import a\n\n  return a")
  }

  @Test func `a function of nothing but a docstring gets its import behind it`() throws {
    #expect(try placed(ImportLine([.init("a")]), "def f():\n  'doc'") == "def f():\n  'doc'\n  import a\n")
  }

  @Test(arguments: [
    ("def f(a): pass\n", "f"), ("def f(a):\n  x\n", "f"), ("def f():\n  global a\n  x\n", "f"),
    ("def f():\n  for a in x: pass\n", "f"), ("def f():\n  x\n  import b as a\n", "f"), ("g = lambda: 1\n", "<lambda>"),
    ("x = [y for y in z]\n", "<listcomp>"), ("class C:\n  x = 1\n", "C"), ("def f():\n  def a(): pass\n", "f"),
    ("def f():\n  a = 1\n  def g():\n    nonlocal a\n    x\n", "f.<locals>.g"),
  ])
  func `no import is placed where the name is taken or no statement can stand`(_ text: String, _ place: String) {
    #expect(throws: Refusal.self) { try placed(ImportLine([.init("a")]), text, in: place) }
  }

  @Test func `what is imported already is not imported twice`() throws {
    let text = "def f():\n  import a\n  from m import x\n\n  a\n"
    #expect(try placed(ImportLine([.init("a")]), text) == text)
    let both = ImportLine(from: "m", [.init("x"), .init("y")])
    #expect(try placed(both, text) == text.replacing("import x\n", with: "import x\n  from m import y\n"))
  }

  @Test func `submodules of one package may stand side by side`() throws {
    let text = "def f():\n  import a.c\n\n  a\n"
    #expect(try placed(ImportLine([.init("a.b")]), text) == "def f():\n  import a.b\n  import a.c\n\n  a\n")
  }

  @Test func `a class body that has the name itself is not reached through a function`() {
    #expect(throws: Refusal.nameIsTaken(name: "a", function: "f.<locals>.C")) {
      try moved("a", "import a\ndef f():\n  class C:\n    a = a\n")
    }
  }
}
