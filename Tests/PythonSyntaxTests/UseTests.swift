import PythonSyntax
import SourceText
import Testing

struct Uses {
  @Test(arguments: [
    "m.x", "@m.x\ndef f(): pass", "@m\nclass C: pass", "def f(a=m): pass", "def f(*, a=m.x): pass",
    "class C(m.x): pass", "class C(metaclass=m): pass", "class C:\n  a = m", "[m for x in y]", "(x for x in m)",
    "{a: b for a in b if m}", "lambda a=m: 1", "if m: pass", "f'{m.x!r:>{w}}'", "f'{x:{m}}'", "x = y = m",
    "m.x = 1", "m[0] += 1", "del m.x", "with m() as c: pass", "try: pass\nexcept m.E: pass", "raise m",
    "match m:\n  case _: pass", "match x:\n  case m.C(): pass", "match x:\n  case {m.K: 1}: pass", "print(m)",
    "assert m", "for x in m: pass", "x: m.T = 1", "def f(a: m.T): pass", "def f() -> m: pass", "async def f(a=m): pass",
    "class C:\n  a: m", "type(m).x = 1", "class C:\n  def f(self, a=m): pass", "m = m", "x[m:1]", "m @ x", "not m",
    "print >> m, x", "f'{m:=10}'", "f'{m:=}'",
  ])
  func `what runs on import`(_ text: String) {
    let module = syntax("import m\n" + text + "\n")
    #expect(module.problems.isEmpty)
    #expect(module.uses("m").map(\.runsOnImport) == [true])
    #expect(module.homes("m") == ["<module>"])
  }

  @Test(arguments: [
    ("def f(): return m", "f"), ("x = lambda: m", "<lambda>"), ("def f():\n  def g(): m", "f"),
    ("class C:\n  def f(self): m", "C.f"), ("def f():\n  class C(m): pass", "f"), ("def f():\n  def g(a=m): pass", "f"),
    ("def f(): return [m for x in y]", "f"), ("def f():\n  return lambda: m", "f"), ("async def f(): await m", "f"),
    ("type X = m", "X"), ("def f():\n  try: pass\n  except m.E: pass", "f"),
  ])
  func `what waits for a function, and the outermost one it waits for`(_ text: String, _ function: String) {
    let module = syntax("import m\n" + text + "\n")
    #expect(module.timings("m") == [function])
    #expect(module.uses("m")[0].runsOnImport == false)
  }

  @Test func `the innermost function is known, too`() {
    let module = syntax("import m\ndef f():\n  def g():\n    return [m for x in y]\n")
    #expect(module.uses("m")[0].function.map { module.scopes[$0].qualifiedName } == "f.<locals>.g")
  }

  @Test func `attributes read from a name are listed`() {
    #expect(syntax("a.b.c(d.e).f[0].g").uses.map(\.attributes) == [["b", "c"], ["e"]])
    #expect(syntax("match x:\n  case a.b.C(): pass").uses("a")[0].attributes == ["b", "C"])
  }

  @Test func `annotations are evaluated where Python evaluates them`() {
    let text = "x: m\ndef f(a: m, *b: m) -> m:\n  c: m = 1\n  def g(d: m): pass\nclass C:\n  e: m\n"
    #expect(
      syntax(text).timings("m") == [
        "annotation, import", "annotation, import", "annotation, import", "annotation, import", "annotation, never",
        "annotation, f", "annotation, import",
      ]
    )
    let postponed = syntax("from __future__ import annotations\n" + text)
    #expect(postponed.timings("m").allSatisfy { $0 == "annotation, never" })
  }

  @Test(arguments: [
    ("x: 'm.T'", ["m"]), ("x: List['m']", ["m"]), ("x: \"List['m']\"", ["List", "m"]), ("x: Literal['m']", []),
    ("x: t.Literal['m'] | 'n'", ["n"]), ("x: Annotated['m', 'text']", ["m"]), ("x: Annotated[int, f('m')]", []),
    ("x: 'no code'", []), ("def f(a: 'm' = 'n') -> 'o': pass", ["m", "o"]), ("x = 'm'", []),
    ("x: \"Literal['m']\"", ["Literal"]),
  ])
  func `strings in annotations are read`(_ text: String, _ names: [String]) {
    let uses = syntax(text).uses.filter { $0.timing == .stringAnnotation(function: nil) }
    #expect(uses.map(\.name) == names)
  }

  @Test func `a name in a string annotation has its place`() {
    let module = syntax("x: 'List[m.T]'\n")
    #expect(module.uses("m").map { module.source.text(in: $0.range) } == ["m"])
    #expect(module.uses("m")[0].attributes == ["T"])
  }

  @Test func `what stands below a guard does not run on import`() {
    let module = syntax(
      """
      import m
      if TYPE_CHECKING:
          X = m.A
      else:
          X = m.B
      if __name__ == "__main__":
          m.main()
      """
    )
    #expect(module.uses("m").map(\.runsOnImport) == [false, true, false])
    #expect(module.uses("m").map(\.guarded) == [.typeChecking, nil, .main])
  }

  @Test func `uses and bindings of an imported name can be asked for`() {
    let module = syntax("import a.b, c\ndef f(): return a.b.x\ndef g(a): return a\n")
    #expect(module.uses(of: ImportReference(statement: 0, name: 0)).map(\.attributes) == [["b", "x"]])
    #expect(module.uses(of: ImportReference(statement: 0, name: 1)).isEmpty)
    #expect(module.bindings(of: module.imports[0]).map(\.name) == ["a", "c"])
  }

  @Test(arguments: [
    ("eval('x')", ["eval"]), ("def eval(x): pass\neval(1)", []), ("globals()['x']", ["globals"]),
    ("vars()", ["vars"]), ("vars(x)", []), ("import sys\nsys.modules[__name__]", ["sys.modules"]),
    ("from sys import modules as m\nm['x']", ["sys.modules"]),
    ("import importlib as i\ni.reload(x)", ["importlib.reload"]), ("__import__('x')", ["__import__"]),
    ("from importlib import import_module\nimport_module('x')", ["importlib.import_module"]),
    ("re.compile(x)", []), ("import builtins\nbuiltins.exec(x)", ["exec"]),
  ])
  func `hidden ways to names are found`(_ text: String, _ kinds: [String]) {
    #expect(syntax(text).dynamicNameAccess.map(\.kind.rawValue) == kinds)
  }

  @Test func `deleting a name is a use`() {
    #expect(syntax("import m\ndel m, n.x\n").uses.map(\.action) == [.delete, .load])
  }
}
