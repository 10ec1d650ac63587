import Foundation
import PythonSyntax
import Rewriting
import SourceText
import TestSupport
import Testing

/// What can be seen of a package from outside must be the same before and after its names are exported lazily.
@Suite struct `A lazy export` {
  private static let facade = """
    # A facade.

    from .shapes import Circle, area
    from . import colors
    import decimal as numbers
    from .light import NAME

    __version__ = "1.0"


    def double(value):
        return area(value) * 2

    """
  private static let parts = [
    "pkg/shapes.py": "import pkg.deep\nclass Circle:\n    pass\ndef area(x):\n    return x\n",
    "pkg/colors.py": "red = 1\n", "pkg/light.py": "NAME = 'n'\n", "pkg/deep.py": "x = 1\n",
  ]

  /// What a program can find out; the order is that in which it asks.
  private static let questions = """
    import pickle, inspect
    import pkg
    hidden = {"__getattr__", "__dir__", "TYPE_CHECKING", "__builtins__", "__cached__", "__all__"}
    print(sorted(set(dir(pkg)) - hidden))
    print(hasattr(pkg, "Circle"), hasattr(pkg, "missing"), hasattr(pkg, "colors"), hasattr(pkg, "deep"))
    print(pkg.colors.red, pkg.deep.x, pkg.numbers.Decimal(1), pkg.double(3), pkg.area(1), pkg.NAME)
    print(pickle.loads(pickle.dumps(pkg.Circle())).__class__ is pkg.Circle, pkg.Circle.__module__)
    print(inspect.getmodule(pkg.area).__name__, pkg.__version__)
    namespace = {}
    exec("from pkg import *", namespace)
    print(sorted(name for name in namespace if not name.startswith("_") and name != "TYPE_CHECKING"))
    from pkg import Circle, colors
    print(Circle is pkg.Circle, colors is pkg.colors)
    try:
        pkg.missing
    except AttributeError as error:
        print(error)
    try:
        from pkg import missing
    except ImportError as error:
        print(type(error).__name__)
    """

  private static let starFacade = """
    # A facade with stars.

    import os
    import pkg.early
    from pkg.shapes import *
    from .light import *
    from pkg import colors, shapes

    try:
        import nowhere_to_be_found
    except ImportError:
        pass
    else:
        from pkg import never

    try:
        import decimal
    except ImportError:
        pass
    else:
        from pkg.deep import x

    __version__ = os.path.basename("1.0")


    def double(value):
        return area(value) * 2


    def demo():
        return "of the facade"

    """
  private static let starParts = [
    // While the facade runs, a part of it asks for what comes later: the same error, or the value.
    "pkg/early.py": "import pkg\nfound = hasattr(pkg, 'double')\n",
    "pkg/shapes.py": """
    import os
    class Circle:
        pass
    def area(x):
        return x
    def demo():
        return "of shapes"
    instance = Circle()
    method = instance.__eq__
    table = {"a": 1}
    _hidden = 1

    """,
    "pkg/light.py": "__all__ = ['NAME', 'table', '_listed']\nNAME = 'n'\ntable = {'b': 2}\n_listed = 1\nunlisted = 2\n",
    "pkg/colors.py": "red = 1\n", "pkg/deep.py": "x = 1\n", "pkg/never.py": "",
  ]
  private static let starQuestions = """
    import pickle, inspect
    import pkg
    hidden = {
        "__getattr__", "__dir__", "TYPE_CHECKING", "__builtins__", "__cached__", "__all__", "_star_names",
        "nowhere_to_be_found", "never",
    }
    print(sorted(set(dir(pkg)) - hidden))
    print([hasattr(pkg, name) for name in ("Circle", "missing", "colors", "deep", "_hidden", "_listed", "unlisted")])
    print(hasattr(pkg, "nowhere_to_be_found"), hasattr(pkg, "never"), pkg.decimal.Decimal(1), pkg.x, pkg.deep.x)
    print(pkg.table, pkg.shapes.table, pkg.demo(), pkg.double(3), pkg.method(pkg.instance), pkg.os.sep)
    print(pickle.loads(pickle.dumps(pkg.instance)).__class__ is pkg.Circle, inspect.getmodule(pkg.area).__name__)
    namespace = {}
    exec("from pkg import *", namespace)
    print(sorted(name for name in namespace if name not in hidden and name != "__builtins__"))
    from pkg import Circle, colors
    print(Circle is pkg.Circle, colors is pkg.colors, pkg.early.found)
    for name in ("missing", "never"):
        try:
            getattr(pkg, name)
        except AttributeError as error:
            print(error)
    """

  @Test(.enabled(if: !Interpreters.all.isEmpty, "needs an interpreter"), arguments: Interpreters.atLeast(8))
  func `of star imports and optional parts shows the same from outside`(_ interpreter: InstalledInterpreter) throws {
    let module = ModuleSyntax(
      source: SourceFile(path: "pkg/__init__.py", text: Self.starFacade),
      starNames: StarNames(
        modules: [
          "pkg.shapes": ["os", "Circle", "area", "demo", "instance", "method", "table"],
          ".light": ["NAME", "table", "_listed"],
        ]
      )
    )
    let names = ["Circle", "NAME", "colors", "shapes", "nowhere_to_be_found", "decimal"]
      .flatMap { module.imports(binding: $0) }
    let facade = Facade(module: "pkg", parts: ["shapes", "light", "deep"], settledNames: ["os"])
    let edits = try ModuleGetattr.edits(exporting: names, of: facade, in: module)
    let (before, after) = try answers(
      Self.starQuestions,
      [module.source.bytes, try module.source.applying(edits).bytes],
      Self.starParts,
      interpreter
    )
    #expect(before == after)
    #expect(!before.isEmpty)
  }

  @Test(.enabled(if: !Interpreters.all.isEmpty, "needs an interpreter"), arguments: Interpreters.atLeast(8))
  func `shows the same from outside`(_ interpreter: InstalledInterpreter) throws {
    let module = ModuleSyntax(source: SourceFile(path: "pkg/__init__.py", text: Self.facade))
    let names = ["Circle", "area", "colors", "numbers", "NAME"].flatMap { module.imports(binding: $0) }
    let edits = try ModuleGetattr.edits(exporting: names, of: Facade(parts: ["shapes", "deep", "light"]), in: module)
    let after = try module.source.applying(edits)
    let (before, later) = try answers(Self.questions, [module.source.bytes, after.bytes], Self.parts, interpreter)
    #expect(before == later)
    #expect(!before.isEmpty)
  }

  @Test(
    .enabled(if: !Interpreters.all.isEmpty, "needs an interpreter"),
    arguments: [
      // A comment stands between the imports.
      """
      from __future__ import annotations

      # What is only for some.
      from secrets import token_urlsafe
      from typing import TYPE_CHECKING, Any

      if TYPE_CHECKING:
          from decimal import Decimal

      """,
      // What comes behind may ask this module for its names.
      """
      import colorsys as token_urlsafe
      import os
      from typing import TYPE_CHECKING
      from . import shapes

      """,
      // And does so before `TYPE_CHECKING` is there.
      """
      import colorsys as token_urlsafe
      from . import shapes
      from typing import TYPE_CHECKING

      """,
    ]
  )
  func `does not ask for TYPE_CHECKING before it is imported`(_ text: String) throws {
    let module = ModuleSyntax(source: SourceFile(path: "pkg/__init__.py", text: text))
    let edits = try ModuleGetattr.edits(exporting: module.imports(binding: "token_urlsafe"), in: module)
    let after = try module.source.applying(edits).bytes
    #expect(after != module.source.bytes)
    let questions = "import pkg\nprint(pkg.token_urlsafe.__name__, pkg.TYPE_CHECKING)\n"
    let interpreter = try #require(Interpreters.atLeast(8).first)
    let (before, later) = try answers(questions, [module.source.bytes, after], Self.parts, interpreter)
    #expect(before == later)
    #expect(!before.isEmpty)
  }

  @Test(
    .enabled(if: !Interpreters.all.isEmpty, "needs an interpreter"),
    arguments: [
      // The condition is another one as soon as the module is loaded.
      "FLAG = [True]\nif FLAG[0]:\n    from .shapes import area\nelse:\n    from .colors import area\nFLAG.clear()\n",
      "FLAG = []\nif FLAG:\n    from .shapes import area\nelse:\n    from .colors import area\nFLAG.append(1)\n",
      "try:\n    from .shapes import area\nexcept ImportError:\n    from .colors import area\n",
      "try:\n    from .nowhere import area\nexcept ImportError:\n    from .colors import area\n",
    ]
  )
  func `of two ways takes the one that the module would have taken`(_ text: String) throws {
    let module = ModuleSyntax(source: SourceFile(path: "pkg/__init__.py", text: text))
    let edits = try ModuleGetattr.edits(exporting: module.imports(binding: "area"), in: module)
    let after = try module.source.applying(edits).bytes
    #expect(after != module.source.bytes)
    let parts = ["pkg/shapes.py": "area = 'shapes'\n", "pkg/colors.py": "area = 'colors'\n"]
    let questions = """
      import pkg
      print(pkg.area, hasattr(pkg, "other"), "area" in dir(pkg))
      from pkg import *
      print(area)
      """
    let interpreter = try #require(Interpreters.atLeast(8).first)
    let (before, later) = try answers(questions, [module.source.bytes, after], parts, interpreter)
    #expect(before == later)
    #expect(!before.isEmpty)
  }

  private static let imports = """
        from . import colors
        from .shapes import area
        from .early import found
        __all__ = ["area"]

    """

  @Test(
    .enabled(if: !Interpreters.all.isEmpty, "needs an interpreter"),
    arguments: [
      // The module's own functions stand further down in the block.
      "IS_BUILT = True\nif not IS_BUILT:\n    state = 'partial'\nelse:\n" + imports
        + "    def __getattr__(attr):\n        if attr == 'old':\n            return 'an old one'\n"
        + "        raise AttributeError(f\"module {__name__!r} has no attribute {attr!r}\")\n"
        + "    def __dir__():\n        return list((globals().keys() | {'old'}) - {'found'})\n",
      // It has none.
      "IS_BUILT = True\nif IS_BUILT:\n" + imports,
      // They stand above the block.
      "def __getattr__(name):\n    if name == 'old':\n        return 'an old one'\n"
        + "    raise AttributeError(f\"module {__name__!r} has no attribute {name!r}\")\n\n\n"
        + "def __dir__():\n    return ['area', 'colors', 'found', 'old']\n\n\nif __name__:\n" + imports,
      // The block is not entered, and its names are not there.
      "if not __name__:\n" + imports,
    ]
  )
  func `of imports below a condition shows the same from outside`(_ text: String) throws {
    let module = ModuleSyntax(source: SourceFile(path: "pkg/__init__.py", text: text))
    let names = ["colors", "area"].flatMap { module.imports(binding: $0) }
    let edits = try ModuleGetattr.edits(exporting: names, of: Facade(module: "pkg", parts: ["shapes"]), in: module)
    let after = try module.source.applying(edits).bytes
    #expect(after != module.source.bytes)
    let parts = [
      "pkg/shapes.py": "area = 'shapes'\n", "pkg/colors.py": "red = 1\n",
      // What is loaded behind them asks for them while the package is half done.
      "pkg/early.py": "import pkg\nfound = pkg.area, pkg.colors.red, hasattr(pkg, 'missing')\n",
    ]
    let questions = """
      import pkg
      print([getattr(pkg, name, None) for name in ("area", "found", "old")], getattr(pkg, "__all__", None))
      print(hasattr(pkg, "missing"), hasattr(pkg, "colors") and pkg.colors.red, hasattr(pkg, "shapes"))
      print(sorted(name for name in dir(pkg) if not name.startswith("_") and name != "TYPE_CHECKING"))
      try:
          pkg.missing
      except AttributeError as error:
          print(error)
      """
    let interpreter = try #require(Interpreters.atLeast(8).first)
    let (before, later) = try answers(questions, [module.source.bytes, after], parts, interpreter)
    #expect(before == later)
    #expect(!before.isEmpty)
  }

  @Test(.enabled(if: !Interpreters.all.isEmpty, "needs an interpreter"), arguments: Interpreters.atLeast(8))
  func `with a list of all names lists the same`(_ interpreter: InstalledInterpreter) throws {
    let text = """
      from .early import found
      from . import colors
      from .shapes import *
      from .deep import x, _hidden

      _private = 1
      __all__ = [s for s in dir() if not s.startswith('_')]
      later = 2

      """
    let module = ModuleSyntax(
      source: SourceFile(path: "pkg/__init__.py", text: text),
      starNames: StarNames(modules: [".shapes": ["Circle", "area"]])
    )
    let names = ["colors", "Circle", "x", "_hidden"].flatMap { module.imports(binding: $0) }
    let facade = Facade(module: "pkg", parts: ["colors", "deep", "shapes"])
    let edits = try ModuleGetattr.edits(exporting: names, of: facade, in: module)
    let after = try module.source.applying(edits).bytes
    let parts = [
      "pkg/early.py": "found = 1\n", "pkg/colors.py": "red = 1\n", "pkg/deep.py": "x = 1\n_hidden = 2\n",
      "pkg/shapes.py": "class Circle:\n    pass\ndef area():\n    return 1\n",
    ]
    let questions = """
      import pkg
      print(pkg.__all__, hasattr(pkg, "TYPE_CHECKING"))
      namespace = {}
      exec("from pkg import *", namespace)
      print(sorted(set(namespace) - {"__builtins__"}))
      print(pkg._hidden, pkg.colors.red, pkg.deep.x, pkg.later, pkg.area())
      """
    let (before, later) = try answers(questions, [module.source.bytes, after], parts, interpreter)
    #expect(before == later)
    #expect(!before.isEmpty)
    // A part that perhaps only a function loads may not have been there.
    var uncertain = facade
    uncertain.uncertainParts = ["deeper"]
    #expect(throws: Refusal.self) { try ModuleGetattr.edits(exporting: names, of: uncertain, in: module) }
  }

  /// What a program finds out of a package with the one and the other facade.
  private func answers(
    _ questions: String,
    _ facades: [[UInt8]],
    _ parts: [String: String],
    _ interpreter: InstalledInterpreter
  ) throws -> (String, String) {
    let answers = try facades.map { facade in
      let scratch = try ScratchDirectory()
      try scratch.write(facade, to: "pkg/__init__.py")
      for (path, text) in parts { try scratch.write(text, to: path) }
      try scratch.write(questions, to: "ask.py")
      let result = try Command.run([interpreter.path, "ask.py"], in: scratch.url)
      #expect(result.succeeded, "\(result.errorText)")
      return result.outputText
    }
    return (answers[0], answers[1])
  }
}
