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

  @Test(.enabled(if: !Interpreters.all.isEmpty, "needs an interpreter"), arguments: Interpreters.atLeast(8))
  func `shows the same from outside`(_ interpreter: InstalledInterpreter) throws {
    let module = ModuleSyntax(source: SourceFile(path: "pkg/__init__.py", text: Self.facade))
    let names = ["Circle", "area", "colors", "numbers", "NAME"].flatMap { module.imports(binding: $0) }
    let edits = try ModuleGetattr.edits(exporting: names, submodules: ["shapes", "deep", "light"], in: module)
    let after = try module.source.applying(edits)
    let answers = try [module.source.bytes, after.bytes].map { facade in
      let scratch = try ScratchDirectory()
      try scratch.write(facade, to: "pkg/__init__.py")
      for (path, text) in Self.parts { try scratch.write(text, to: path) }
      try scratch.write(Self.questions, to: "ask.py")
      let result = try Command.run([interpreter.path, "ask.py"], in: scratch.url)
      #expect(result.succeeded, "\(result.errorText)")
      return result.outputText
    }
    #expect(answers[0] == answers[1])
    #expect(!answers[0].isEmpty)
  }
}
