import PythonSyntax
import Testing

struct Scopes {
  @Test func `names and lines are those of code objects`() {
    let module = syntax(
      """
      @decorator
      @other
      class C:
          def method(self):
              def inner(): pass
              return lambda: [x for x in y]

      async def g():
          global h
          def h(): yield
      """
    )
    #expect(
      module.scopes.map(\.qualifiedName) == [
        "<module>", "C", "C.method", "C.method.<locals>.inner", "C.method.<locals>.<lambda>",
        "C.method.<locals>.<lambda>.<locals>.<listcomp>", "g", "h",
      ]
    )
    #expect(module.scopes.map(\.line) == [1, 3, 4, 5, 6, 6, 8, 10])
    #expect(module.scope("C")?.firstLine == 1)
    #expect(module.scope("g")?.isAsync == true && module.scope("h")?.isGenerator == true)
  }

  @Test func `a name lives where Python looks it up`() {
    let module = syntax(
      """
      x = 1
      class C:
          x = 2
          y = x
          def f(self): return x
          def g(self):
              x = 3
              def h(): return x
      def k():
          global x
          def l(): return x
      def m(): return unknown
      """
    )
    #expect(module.homes("x") == ["C", "<module>", "C.g", "<module>"])
    #expect(module.homes("unknown") == ["-"])
    #expect(module.scope("C.g.<locals>.h")?.symbols["x"]?.visibility == .free)
    #expect(module.scope("k")?.symbols["x"]?.visibility == .globalExplicit)
  }

  @Test func `a class body may read the module's name before it has its own`() {
    let module = syntax("import a, b, c\nclass C:\n  a = a\n  b = 1\n  d = b\n  if d: c = 1\n  e = c\n")
    #expect(module.homes("a") == ["C", "<module>"])
    #expect(module.homes("b") == ["C"])
    #expect(module.homes("c") == ["C", "<module>"])
  }

  @Test func `every way to bind a name`() {
    let module = syntax(
      """
      import i
      def f(p, *q, r=1, **s): pass
      class c: pass
      a = b.attribute = (d, [e, *g]) = 1
      h += 1
      j: int
      k: int = 1
      for l, m in n: pass
      with (o as t, u as v): pass
      try: pass
      except E as w: pass
      if (x := 1): pass
      del y
      match z:
        case {"k": aa, **bb} | [cc, *dd] | C(ee, k=ff) as gg: pass
        case hh.ii: pass
      type T[U] = U
      """
    )
    let names = module.bindings.map { "\($0.name) \($0.kind)" }
    #expect(
      names == [
        "i import(statement: 0, name: 0)", "f function", "p parameter", "q parameter", "r parameter", "s parameter",
        "c class", "a assignment", "d assignment", "e assignment", "g assignment", "h augmented",
        "j annotatedWithoutValue", "k assignment", "l forTarget", "m forTarget", "t with", "v with", "w except",
        "x walrus", "y delete", "aa matchCapture", "bb matchCapture", "cc matchCapture", "dd matchCapture",
        "ee matchCapture", "ff matchCapture", "gg matchCapture", "T typeAlias", "U typeParameter",
      ]
    )
    #expect(module.uses.map(\.name).contains("hh") && module.problems.isEmpty)
  }

  @Test func `an assignment expression in a comprehension binds around it`() {
    let module = syntax("def f(): return [[(y := x) for x in a] for a in b]\nz = [(w := x) for x in a]\n")
    let walrus = module.bindings.filter { $0.kind == .walrus }
    #expect(walrus.map { module.scopes[$0.resolved].qualifiedName } == ["f", "<module>"])
  }

  @Test func `global and nonlocal send a binding elsewhere`() {
    let module = syntax("def f():\n  global n\n  n = 1\n  v = 1\n  def g():\n    nonlocal v\n    v = 2\n")
    let homes = module.bindings.filter { $0.kind == .assignment }.map { module.scopes[$0.resolved].qualifiedName }
    #expect(homes == ["<module>", "f", "f"])
    #expect(module.scope("f")?.globals == ["n"] && module.scope("f.<locals>.g")?.nonlocals == ["v"])
  }

  @Test func `private names are mangled in classes`() {
    let module = syntax("import __x\nclass _C:\n  import __x\n  def f(self): return __x, __y__\nclass __: a = __x\n")
    #expect(module.uses.map(\.name) == ["_C__x", "__y__", "__x"])
    #expect(module.bindings.map(\.name).filter { $0.hasSuffix("x") } == ["__x", "_C__x"])
  }

  @Test func `type parameters have a scope that sees the class around it`() {
    let module = syntax("class C[T]:\n  B = 1\n  def f[U: B](self, x: T) -> U: return T\ntype X = X[B]\n")
    #expect(module.homes("T") == ["C", "C"] && module.homes("U") == ["C.f"])
    #expect(module.homes("B") == ["C", "-"])
    #expect(module.homes("X") == ["<module>"])
  }

  @Test func `defaults of type parameters are read when asked for`() {
    let module = syntax(
      "import m\nclass C[T: m.A = m.B, *U = *m.C[int], **V = [m.D]](m.E): pass\ntype X[W = \"m\"] = m.F\n"
    )
    #expect(module.problems.isEmpty)
    #expect(module.bindings.map(\.name) == ["m", "C", "T", "U", "V", "X", "W"])
    #expect(module.uses("m").map(\.attributes) == [["A"], ["B"], ["C"], ["D"], ["E"], ["F"]])
    #expect(module.uses("m").map(\.runsOnImport) == [false, false, false, false, true, false])
    let text = "def prose(): 'class C[T = int]'\nx = y[z:1]\n"
    #expect(syntax(text).docstring == nil && syntax(text).problems.isEmpty && syntax(text).uses.count == 2)
  }

  @Test(arguments: [
    ("def f():\n  x\n", 9, false, false),
    ("def f():\n  'doc'\n  x\n", 17, false, true),
    ("def f():\n  'doc'\n", 17, false, true),
    ("def f(): x\n", 9, true, false),
    ("def f():\n  'doc'; x\n", 20, true, true),
    ("def f():\n  # about x\n  x\n", 9, false, false),
    ("def f():\n  # type: () -> None\n  x\n", 30, false, false),
    ("def f():\n\n  # far\n\n  x\n", 19, false, false),
    ("def f():\n  b'no doc'\n", 9, false, false),
    ("def f():\n  f'{no} doc'\n", 9, false, false),
    ("def f():\n  'one' 'two'\n  x\n", 23, false, true),
  ])
  func `where a first statement would go`(_ text: String, _ offset: Int, _ isInline: Bool, _ isAfterDocstring: Bool) {
    let start = syntax(text).scopes[1].bodyStart
    #expect(start?.isInline == isInline && start?.followsDocstring == isAfterDocstring)
    if !isInline { #expect(start?.offset == offset && start?.indentation == [0x20, 0x20]) }
  }

  @Test func `nesting far deeper than any stack is no problem`() {
    let depth = 50_000
    let module = syntax("x = " + String(repeating: "(", count: depth) + "y" + String(repeating: ")", count: depth))
    #expect(module.uses.map(\.name) == ["y"])
    #expect(syntax("y" + String(repeating: ".a", count: depth)).uses[0].attributes.count == depth)
  }
}
