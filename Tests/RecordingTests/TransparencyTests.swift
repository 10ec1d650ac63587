import Launching
import Testing

@Suite struct `Under the agent` {
  private static let programs = [
    "output": "import sys\nprint('out')\nprint('err', file=sys.stderr)\nsys.stdout.buffer.write(bytes(range(256)))\n",
    "status": "import sys\nsys.exit(7)",
    "message": "import sys\nsys.exit('going')",
    "raised": "import broken_deep\n",
    "missing": "import broken_missing\n",
    "name": "from helper import nothing\n",
    "circular": "import circle_a\n",
    "relative": "from . import helper\n",
    "syntax": "import broken_syntax\n",
    "caught": """
    for name in ("broken", "nowhere", "broken_syntax", "broken_exit", "helper.inner"):
        try:
            __import__(name)
        except BaseException as error:
            print(type(error).__name__, error, error.__traceback__.tb_next is None)
            context = error.__context__
            print(type(context).__name__, context)
    """,
    "signatures": """
    import importlib, builtins
    for call in (
        lambda: __import__(), lambda: __import__(1), lambda: __import__("os", level=-1), lambda: __import__(""),
        lambda: __import__("helper", nonsense=1), lambda: __import__("helper", None, None, ["a"], 0),
        lambda: __import__(name="helper", fromlist=("x", 1)), lambda: __import__("sub", {}, {}, [], 1),
        lambda: __import__("os", level="one"), lambda: __import__("os", level=2**70),
        lambda: importlib.import_module(".x"), lambda: importlib.import_module("a\\udc80b"),
        lambda: __import__("a\\0b"),
    ):
        try:
            print(call().__name__)
        except Exception as error:
            print(type(error).__name__, error)
    """,
    "modules": "import sys, json, helper\nprint(sorted(sys.modules))\nprint(sys.gettrace(), sys.getprofile())\n",
    "names": "print(__import__, __import__.__name__)\nimport importlib\nprint(importlib.reload(importlib).__name__)\n",
    "stack": """
    import traceback, caller_of_stack
    def function():
        traceback.print_stack()
    function()
    """,
    "recursion": """
    import sys
    def f(n):
        import helper
        return f(n + 1)
    try:
        f(0)
    except RecursionError as error:
        print(str(error)[:32])
    """,
    "generators": """
    def numbers():
        try:
            yield 1
        except KeyError as error:
            import helper
            yield repr(error)
    g = numbers()
    print(next(g), g.throw(KeyError("thrown")))
    """,
    "shutdown": """
    import atexit
    class Late:
        def __del__(self):
            try:
                import helper
                print("gone", helper.__name__)
            except ImportError as error:
                print(error)
    late = Late()
    @atexit.register
    def last():
        import colorsys
        print(colorsys.__name__)
    """,
    "loaders": """
    import importlib, importlib.abc, importlib.util, runpy, sys, traceback
    print(runpy.run_path("helper.py")["__name__"], runpy.run_module("helper", run_name="other")["__name__"])
    print(runpy.run_path("helper.py", {"given": 1}, "__main__")["given"])
    class Source(importlib.abc.SourceLoader):
        def get_filename(self, name): return "made.py"
        def get_data(self, path): return b"print('made', __name__)"
    class Inspected(importlib.abc.InspectLoader):
        def get_source(self, name): return "print('inspected', __name__)"
    for loader in (Source(), Inspected()):
        specification = importlib.util.spec_from_loader("made", loader)
        loader.exec_module(importlib.util.module_from_spec(specification))
    specification = importlib.util.find_spec("broken")
    module = importlib.util.module_from_spec(specification)
    for call in (
        lambda: specification.loader.exec_module(module), lambda: specification.loader.exec_module(),
        lambda: specification.loader.exec_module(module=module), lambda: specification.loader.exec_module(None),
        lambda: specification.loader.exec_module(module, 1), lambda: runpy.run_path("nowhere"),
        lambda: runpy.run_path("broken.py"), lambda: runpy.run_module("broken"), lambda: runpy._run_code(),
    ):
        try:
            print(call())
        except Exception as error:
            traceback.print_exc(limit=-1)
    print(callable(importlib.abc.InspectLoader.exec_module), hasattr(specification.loader, "exec_module"))
    lazy = importlib.util.find_spec("broken_deep")
    lazy.loader = importlib.util.LazyLoader(lazy.loader)
    module = importlib.util.module_from_spec(lazy)
    lazy.loader.exec_module(module)
    print(type(module).__name__)
    try:
        module.f
    except ValueError as error:
        print(error)
    print(importlib.reload(importlib.import_module("helper")).__name__)
    """,
    "hooks": """
    import sys, importlib.abc, importlib.util
    class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
        def find_spec(self, name, path, target=None):
            if name == "made_up":
                return importlib.util.spec_from_loader(name, self)
        def create_module(self, spec): return None
        def exec_module(self, module): module.value = 42
    sys.meta_path.insert(0, Finder())
    import made_up
    print(made_up.value, made_up.__spec__.origin)
    class Odd:
        def __getattr__(self, name): raise RuntimeError(name)
    sys.modules["odd"] = Odd()
    import odd
    print(type(odd).__name__)
    sys.modules["blocked"] = None
    import blocked
    """,
  ]

  private static let modules = [
    "helper.py": "import sys\n", "broken.py": "import helper\nraise ValueError('on purpose')\n",
    "broken_deep.py": "def f():\n    import broken\nf()\n", "broken_missing.py": "from nowhere.at import all\n",
    "broken_syntax.py": "x = = 1\n", "broken_exit.py": "raise SystemExit(4)\n",
    "circle_a.py": "import circle_b\nvalue = 1\n", "circle_b.py": "from circle_a import value\n",
    "caller_of_stack.py": "import traceback\ntraceback.print_stack()\n",
  ]

  @Test(arguments: minorVersions) func `a program says and returns the same`(minor: Int) throws {
    var files = Self.modules
    for (name, text) in Self.programs { files["program_\(name).py"] = text }
    let sample = try Sample(python: minor, files)
    // Bytecode first, so that both starts find it.
    _ = try sample.plain(["-m", "compileall", "-q", "."])
    for name in Self.programs.keys.sorted() {
      let plain = try sample.plain(["program_\(name).py"])
      let (watched, logs) = try sample.watched(["program_\(name).py"])
      #expect(!logs.isEmpty)
      #expect(watched.termination == plain.termination)
      #expect(watched.standardOutput.text == plain.standardOutput.text)
      #expect(watched.standardError.text == plain.standardError.text)
      #expect(watched.standardOutput.bytes == plain.standardOutput.bytes)
      #expect(watched.standardError.bytes == plain.standardError.bytes)
    }
  }
}
