import PythonSyntax
import SourceText
import Testing

struct Files {
  @Test(
    arguments: [
      ("def f(:\n  pass", .missingToken), ("x = (", .unexpectedText), ("if x:\ny = 1", .missingToken),
      ("print 'x'", .printStatement),
      ("exec 'x' in y", .execStatement), ("try: pass\nexcept A, b: pass", .exceptWithComma),
      ("# -*- coding: iso-2022-jp -*-\nimport a", .unsupportedEncoding("iso-2022-jp")),
      ("#!/usr/bin/python\n# vim: set fileencoding=rot13 :\n", .unsupportedEncoding("rot13")),
    ] as [(String, SyntaxProblem.Kind)]
  )
  func `what is not understood is a problem`(_ text: String, _ kind: SyntaxProblem.Kind) {
    #expect(syntax(text).problems.map(\.kind).contains(kind))
  }

  @Test func `a file in an unsupported encoding has no facts`() {
    #expect(syntax("# coding: utf-16\nimport a\n").imports.isEmpty)
  }

  @Test(arguments: ["# coding: latin-1\nx = '", "# coding: iso-8859-1\nx = '"])
  func `Latin-1 is read as such`(_ text: String) {
    let bytes = Array(text.utf8) + [0xE9] + Array("'\nimport a\n".utf8)
    let module = ModuleSyntax(source: SourceFile(path: "m.py", bytes: bytes))
    #expect(module.problems.isEmpty && module.imports.count == 1)
  }

  @Test(
    arguments: [
      ("koi8-r", [0xD0, 0xD2], "пр"), ("cp1252", [0x80, 0x99], "€™"), ("latin-2", [0xB1], "ą"),
      ("euc_jp", [0xC6, 0xFC], "日"),
      // The second byte is a backslash in ASCII.
      ("shift_jis", [0x95, 0x5C], "表"), ("gbk", [0xB1, 0x5C], "盶"), ("big5", [0xA5, 0x5C], "功"),
    ] as [(String, [UInt8], String)]
  )
  func `other encodings are decoded, and every byte keeps its place`(_ name: String, _ bytes: [UInt8], _ text: String) {
    let start = Array("# coding: \(name)\n__all__ = ['".utf8)
    let module = ModuleSyntax(source: SourceFile(path: "m.py", bytes: start + bytes + Array("']\nimport a\n".utf8)))
    #expect(module.problems.isEmpty)
    #expect(module.exports?.names == [text])
    #expect(module.imports.map(\.range.lowerBound) == [start.count + bytes.count + 3])
  }

  @Test func `bytes that the declared encoding lacks are a problem`() {
    let bytes = Array("# coding: euc-jp\nx = '".utf8) + [0xFF, 0x27]
    let module = ModuleSyntax(source: SourceFile(path: "m.py", bytes: bytes))
    #expect(module.problems.map(\.kind) == [.invalidBytes(encoding: "euc-jp")])
  }

  @Test(arguments: [
    "try: pass\nexcept A, b.C: pass", "try: pass\nexcept* A, b.C, (D): pass", "x = t'{A}' rT\"{b.C:{D}}\"",
  ])
  func `what only CPython 3_14 understands`(_ text: String) {
    let file = SourceFile(path: "m.py", text: text)
    let module = ModuleSyntax(source: file, edition: .from314)
    #expect(module.problems.isEmpty)
    #expect(module.uses.map(\.name).prefix(2) == ["A", "b"])
    #expect(!ModuleSyntax(source: file).problems.isEmpty)
  }

  @Test func `text that only looks like newer syntax stays as it is`() {
    let text = "\"\"\"don't\nexcept a, b:\n\"\"\"\nlazy = t = 1\nlazy.x\nimport lazy\nx = [lazy, t, 't']\n"
    let (old, new) = (syntax(text), ModuleSyntax(source: SourceFile(path: "m.py", text: text), edition: .from314))
    #expect(new.problems.isEmpty && new.uses == old.uses && new.bindings == old.bindings)
    #expect(new.imports.map(\.isDeferred) == [false] && new.docstring == old.docstring)
  }

  @Test(arguments: LanguageEdition.allCases)
  func `an archive holds everything`(_ edition: LanguageEdition) throws {
    let text = """
      # coding: utf-8
      import a.b as c, d; from .m import *
      __all__ = ['x'] + d.__all__
      class C[T: int]:
        def f(self, x: c.D = 1, *y) -> 'T':
          global g; nonlocal h
          with x as z: return [w for w in y if (g := w)]
      if c.TYPE_CHECKING: lazy import é
      type A = eval("1")
      print 'x'
      """
    let source = SourceFile(path: "m.py", text: text)
    let module = ModuleSyntax(source: source, edition: edition)
    #expect(ModuleSyntax(source: source, archive: module.archive[...], edition: edition) == module)
    for length in 0..<module.archive.count {
      #expect(ModuleSyntax(source: source, archive: module.archive[..<length], edition: edition) == nil)
    }
  }

  @Test func `invalid UTF-8 is a problem with its place`() {
    let module = ModuleSyntax(source: SourceFile(path: "m.py", bytes: Array("x = '".utf8) + [0xE9, 0x27]))
    #expect(module.problems.first?.kind == .invalidUTF8)
    #expect(module.problems.first?.position == SourcePosition(line: 1, column: 6))
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `line ends of all kinds, and what is the usual one`(_ end: String) {
    let module = syntax(["import a", "def f():", "    x", "import b"].joined(separator: end))
    #expect(module.problems.isEmpty)
    #expect(module.imports.map(\.line) == [1, 4])
    #expect(module.style.newline.rawValue == end)
  }

  @Test func `a byte order mark is not part of the first statement`() {
    let module = syntax("\u{FEFF}import a\n")
    #expect(module.problems.isEmpty && module.imports[0].range == 3..<11 && !module.imports[0].sharesLine)
  }

  @Test func `form feeds and tabs`() {
    let module = syntax("\u{0C}\nimport a\n\u{0C}import b\nif x:\n\timport c\n")
    #expect(module.problems.isEmpty && module.imports.map(\.sharesLine) == [false, false, false])
    #expect(module.style.indentation == [0x09])
  }

  @Test func `indentation and quotes by majority`() {
    let style = syntax("def f():\n  if x:\n    'a'\n  \"b\"; 'c'\n").style
    #expect(style.indentation == [0x20, 0x20] && style.quote == .single)
    #expect(syntax("x\n").style == FileStyle())
  }

  @Test(arguments: [
    ("__all__ = ['a', \"b\"]", ["a", "b"], false),
    ("__all__ = ('a',)\n__all__ += ['b']\n__all__.extend(['c'])\n__all__.append('d')", ["a", "b", "c", "d"], false),
    ("__all__ = ['a'] + ['b']", ["a", "b"], false),
    ("__all__ = ['a'] + m.__all__", ["a"], true),
    ("__all__ = [n for n in x]", [], true),
    ("__all__ = ['a', 'b']\n__all__.remove('a')", ["b"], false),
    ("__all__ = ['a']\nif x: __all__.remove('a')", ["a"], true),
    ("__all__ = list(('a',))\n__all__ = __all__ + ['b', *['c']]", ["a", "b", "c"], false),
    ("__all__ = ['a']\n__all__.pop()", ["a"], true),
    ("__all__ = 'a', 'b'", ["a", "b"], false),
    ("__all__: list[str] = ['a']\nassert set(__all__)", ["a"], false),
  ])
  func `what a module exports`(_ text: String, _ names: [String], _ isDynamic: Bool) {
    #expect(syntax(text).exports?.names == names && syntax(text).exports?.isDynamic == isDynamic)
  }

  @Test func `a module may pass on what others export`() {
    let exports = syntax("__all__ = [*m.__all__, 'a'] + p.q.__all__\n__all__.extend(n.__all__)").exports
    #expect(exports == Exports(names: ["a"], included: ["m", "p.q", "n"]))
  }

  @Test func `most modules say nothing of it`() {
    #expect(syntax("x = 1").exports == nil)
  }
}
