import PythonSyntax
import SourceText
import Testing

struct Files {
  @Test(
    arguments: [
      ("def f(:\n  pass", .missingToken), ("x = (", .unexpectedText), ("if x:\ny = 1", .missingToken),
      ("print 'x'", .printStatement),
      ("exec 'x' in y", .execStatement), ("try: pass\nexcept A, b: pass", .exceptWithComma),
      ("# -*- coding: koi8-r -*-\nimport a", .unsupportedEncoding("koi8-r")),
      ("#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n", .unsupportedEncoding("cp1252")),
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
    ("__all__ = ['a']\n__all__.remove('a')", ["a"], true),
    ("__all__ = 'a', 'b'", ["a", "b"], false),
    ("__all__: list[str] = ['a']\nassert set(__all__)", ["a"], false),
  ])
  func `what a module exports`(_ text: String, _ names: [String], _ isDynamic: Bool) {
    #expect(syntax(text).exports?.names == names && syntax(text).exports?.isDynamic == isDynamic)
  }

  @Test func `most modules say nothing of it`() {
    #expect(syntax("x = 1").exports == nil)
  }
}
