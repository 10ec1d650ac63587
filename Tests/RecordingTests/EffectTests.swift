import EventLog
import Foundation
import Launching
import TestSupport
import Testing

@testable import Recording

/// A module that changes one thing while it is loaded, and how that is to be noted.
struct EffectCase: Sendable, CustomTestStringConvertible {
  let module: String
  let effects: [String]
  let others: [String: String]
  let testDescription: String

  init(_ name: String, _ module: String, _ effects: String..., others: [String: String] = [:]) {
    testDescription = name
    self.module = module
    self.effects = effects
    self.others = others
  }

  static let all = [
    EffectCase(
      "nothing but definitions",
      """
      import json, os, re, logging
      from dataclasses import dataclass
      @dataclass
      class Point:
          x: int = 0
      class Shape:
          pass
      log = logging.getLogger(__name__)
      pattern = re.compile("a+")
      def area(): return os.sep + json.dumps(1)
      global_value = area()
      """
    ),
    EffectCase("a new attribute", "import json\njson.fast = True\n", "moduleAttribute added json.fast "),
    EffectCase("a replaced one", "import json\njson.dumps = str\n", "moduleAttribute replaced json.dumps "),
    EffectCase("a deleted one", "import json\ndel json.dump\n", "moduleAttribute removed json.dump "),
    EffectCase(
      "an attribute of the program",
      "import __main__\n__main__.colour = 'red'\n",
      "moduleAttribute added __main__.colour "
    ),
    EffectCase("a function of its own that looks through `runpy`", "import runpy, json\nrun = runpy.run_path\n"),
    EffectCase("a builtin", "import builtins\nbuiltins.shout = print\n", "builtin added builtins.shout "),
    EffectCase(
      "the search path",
      "import sys\nsys.path.append('/nowhere')\n",
      "searchPath added sys.path /nowhere"
    ),
    EffectCase(
      "a search path shortened for one import",
      "import sys\nold = sys.path[:]\nsys.path = [p for p in sys.path if p]\nimport json\nsys.path = old\n"
    ),
    EffectCase(
      "the order of the search path",
      "import sys\nsys.path.insert(0, sys.path.pop())\n",
      "searchPath done sys.path "
    ),
    EffectCase(
      "an order for one import",
      "import sys\nold = sys.path[:]\nsys.path.reverse()\nimport inner\nsys.path[:] = old\n",
      others: ["inner.py": ""]
    ),
    EffectCase(
      "a finder",
      "import sys\nclass Finder:\n    @staticmethod\n    def find_spec(*a): pass\nsys.meta_path.insert(0, Finder())\n",
      "importHook replaced sys.meta_path change.Finder"
    ),
    EffectCase(
      "a path hook",
      "import sys\ndef hook(path): raise ImportError\nsys.path_hooks.append(hook)\n",
      "importHook added sys.path_hooks change.hook"
    ),
    EffectCase("a hook of sys", "import sys\nsys.excepthook = print\n", "system replaced sys.excepthook "),
    EffectCase("the standard output", "import sys\nsys.stdout = sys.stderr\n", "system replaced sys.stdout "),
    EffectCase(
      "the recursion limit",
      "import sys\nsys.setrecursionlimit(5000)\n",
      "system replaced recursion limit "
    ),
    EffectCase(
      "the switch interval",
      "import sys\nsys.setswitchinterval(0.5)\n",
      "system replaced switch interval 0.5"
    ),
    EffectCase(
      "a codec",
      "import codecs\ndef search(name): pass\ncodecs.register(search)\n",
      "codec added change.search search function"
    ),
    EffectCase(
      "an error handler of codecs",
      "from codecs import register_error\nregister_error('loud', lambda e: ('!', e.end))\n",
      "codec added loud error handler"
    ),
    EffectCase(
      "how a class is pickled",
      "import copyreg\nclass P: pass\ncopyreg.pickle(P, lambda p: (P, ()))\n",
      "pickling added copyreg.dispatch_table change.P"
    ),
    EffectCase(
      "a class registered as an abstract one",
      "import numbers\nclass N: pass\nnumbers.Number.register(N)\n",
      "abstractClass added numbers.Number change.N"
    ),
    EffectCase(
      "an exit function",
      "import atexit\n@atexit.register\ndef bye(): pass\n",
      "exitFunction added change.bye "
    ),
    EffectCase(
      "a signal handler",
      "import signal\ndef stop(*a): pass\nsignal.signal(signal.SIGUSR1, stop)\n",
      "signal replaced 10 change.stop"
    ),
    EffectCase(
      "a warning filter",
      "import warnings\nwarnings.simplefilter('error', UserWarning)\n",
      "warningFilter added warnings.filters error NoneType UserWarning NoneType 0"
    ),
    EffectCase(
      "a filter that is there, put before others",
      "import warnings\nwarnings.simplefilter('ignore', DeprecationWarning)\n",
      "warningFilter done warnings.filters "
    ),
    EffectCase(
      "a filter that is there, put before others for a while",
      "import warnings\nwith warnings.catch_warnings():\n    warnings.simplefilter('ignore', DeprecationWarning)\n"
        + "    import inner\n",
      others: ["inner.py": ""]
    ),
    EffectCase(
      "a filter for a while",
      "import warnings\nwith warnings.catch_warnings():\n    warnings.simplefilter('ignore')\n    import inner\n",
      others: ["inner.py": ""]
    ),
    EffectCase(
      "the root logger",
      "import logging\nlogging.basicConfig(level=10)\n",
      "logging replaced root level",
      "logging added root logging.StreamHandler"
    ),
    EffectCase(
      "the environment",
      "import os\nos.environ['COLOUR'] = 'red'\ndel os.environ['REMOVED']\n",
      "environment added COLOUR ",
      "environment removed REMOVED "
    ),
    EffectCase("the working folder", "import os\nos.chdir('/usr')\n", "directory replaced working folder /usr"),
    EffectCase(
      "a locale",
      "import locale\nlocale.setlocale(locale.LC_NUMERIC, 'POSIX')\nlocale.setlocale(locale.LC_CTYPE, 'C')\n",
      "locale replaced locale C"
    ),
    EffectCase(
      "a thread",
      "import threading\nt = threading.Thread(target=print)\nt.start()\nt.join()\n",
      "thread"
    ),
    EffectCase(
      "a child process",
      "import subprocess\nsubprocess.run(['true'])\n",
      "child done subprocess.Popen true"
    ),
    EffectCase(
      "a file that is written",
      "open('/tmp/libprof-effect', 'a').close()\nopen(__file__).close()\n",
      "file done /tmp/libprof-effect "
    ),
    EffectCase(
      "a socket",
      "import socket\nsocket.socket().close()\n",
      "socket done socket.__new__ "
    ),
    EffectCase(
      "a module in another's place",
      "import sys, json, types\nsys.modules['json'] = types.ModuleType('json')\n",
      "moduleReplaced replaced json "
    ),
  ]
}

@Suite struct `Effects of loads` {
  @Test(arguments: EffectCase.all, minorVersions) func `are noted exactly`(_ example: EffectCase, minor: Int) throws {
    let effects = try effects(of: example, minor, probes: "imports,effects")
    #expect(effects.filter { $0.module == "change" }.map(\.short) == example.effects)
  }

  @Test(arguments: EffectCase.all) func `are noted without version tags as well`(_ example: EffectCase) throws {
    let effects = try effects(of: example, 11, probes: "imports,effects,snapshots")
    #expect(effects.filter { $0.module == "change" }.map(\.short) == example.effects)
  }

  @Test(arguments: minorVersions) func `belong to the innermost load`(minor: Int) throws {
    let sample = try Sample(
      python: minor,
      [
        "app.py": "import outer\n",
        "outer.py": """
        import json
        json.first = 1
        import package.inner
        json.third = 3
        try:
            import failing
        except ValueError:
            pass
        """,
        "package/__init__.py": "", "package/inner.py": "import json, outer\njson.second = 2\nouter.given = 1\n",
        "failing.py": "import json\njson.fourth = 4\nraise ValueError\n",
      ]
    )
    let process = try #require(try sample.record().first)
    let effects = process.effects.filter { ["outer", "package.inner", "failing", "package"].contains($0.module) }
    #expect(
      effects.map { "\($0.module) \($0.subject)" } == [
        "outer json.first", "package.inner outer.given", "package.inner json.second", "outer json.third",
        "outer json.fourth",
      ]
    )
    #expect(process.observedModules.contains("package.inner"))
  }

  /// From 3.14 on modules are taken apart in another order in the start that looks for effects, whose output nobody uses.
  @Test(arguments: minorVersions.filter { $0 < 14 })
  func `leave what is printed at exit as it is`(minor: Int) throws {
    let sample = try Sample(
      python: minor,
      [
        "app.py": """
        import atexit
        class Last:
            def __del__(self): print("gone")
        import held
        kept = Last()
        atexit.register(print, "bye")
        file = open("written", "w")
        file.write("text")
        import json
        """,
        "held.py": "value = 1\nclass Held:\n    def __del__(self): print('held gone')\nheld = Held()\n",
      ]
    )
    let plain = try sample.plain(["app.py"])
    let (watched, _) = try sample.watched(["app.py"], probes: "imports,effects")
    #expect(watched.standardOutput.text == plain.standardOutput.text)
    #expect(watched.standardError.text == plain.standardError.text)
    #expect(try String(contentsOfFile: sample.file("written"), encoding: .utf8) == "text")
  }

  @Test(arguments: minorVersions) func `are no files that are gone again when the load ends`(minor: Int) throws {
    let sample = try Sample(
      python: minor,
      [
        "app.py": "import tidy, untidy\n",
        "tidy.py": """
        import os, tempfile
        handle, path = tempfile.mkstemp()
        os.close(handle)
        os.unlink(path)
        with tempfile.NamedTemporaryFile() as file:
            pass
        handle, path = tempfile.mkstemp(prefix=b"bytes-")
        os.close(handle)
        os.unlink(path)
        """,
        "untidy.py": """
        import os
        file = open("kept", "x")
        other = open("removed", "w")
        os.unlink("removed")
        third = open(b"kept too", "x")
        """,
      ]
    )
    let (_, logs) = try sample.watched(["app.py"], probes: "imports,effects")
    let effects = ProcessRecordBuilder.build(try EventLogFile(path: try #require(logs.first))).effects
    // What is opened whether or not it was there may be somebody's.
    let files = effects.filter { $0.kind == .file }.map { "\($0.module) \($0.subject)" }
    #expect(files.sorted() == ["untidy kept", "untidy kept too", "untidy removed"])
  }

  /// The state is remembered without keeping modules or their values alive.
  @Test(arguments: minorVersions) func `leave what the program drops to go`(minor: Int) throws {
    let sample = try Sample(
      python: minor,
      [
        "app.py": """
        import gc, sys, weakref
        class Owner: pass
        owner = Owner()
        import part
        part.owner, owner.part = owner, sys.modules.pop("part")
        import colorsys
        seen = [weakref.ref(owner), weakref.ref(part), weakref.ref(part.function)]
        del owner, part
        gc.collect()
        print([reference() for reference in seen])
        import chunk_of_nothing
        print("part" in sys.modules, chunk_of_nothing.value)
        """,
        "part.py": "def function(): return function\n", "chunk_of_nothing.py": "value = 1\n",
      ]
    )
    let plain = try sample.plain(["app.py"])
    #expect(plain.standardOutput.text == "[None, None, None]\nFalse 1\n")
    for probes in ["imports,effects", "imports,effects,snapshots"] {
      let (watched, _) = try sample.watched(["app.py"], probes: probes)
      #expect(watched.standardOutput.text == plain.standardOutput.text)
      #expect(watched.standardError.text == plain.standardError.text)
    }
  }

  private func effects(of example: EffectCase, _ minor: Int, probes: String) throws -> [ModuleEffect] {
    let files = ["app.py": "import change\n", "change.py": example.module]
    let sample = try Sample(python: minor, files.merging(example.others) { own, _ in own })
    let (_, logs) = try sample.watched(["app.py"], probes: probes, variables: ["REMOVED": "1"])
    // A child's log is younger.
    let log = try logs.map { try EventLogFile(path: $0) }.min { $0.began < $1.began }
    return ProcessRecordBuilder.build(try #require(log)).effects
  }
}

extension ModuleEffect {
  /// The start of a thread is called differently in each version.
  fileprivate var short: String { kind == .thread ? "thread" : "\(kind) \(change) \(subject) \(detail)" }
}
