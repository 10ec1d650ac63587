import ImportGraph
import Testing
import Workflow

/// What looks like a hazard and is none, each beside what differs by little and is one.
@Suite(.enabled(if: Scenario.isPossible, "\(Scenario.reason)")) struct `A hazard, looked at closely,` {
  private static let slow = "import time\ntime.sleep(0.05)\n"

  // MARK: Parts of packages

  private static let package = [
    "lib-2.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: Lib\nVersion: 2.0\n",
    "lib-2.0.dist-info/RECORD": "lib/__init__.py,,\nlib/part.py,,\ntools.py,,\n",
    "app.py": "import tools\n\ndef handler(event, context):\n    return tools.VERSION\n",
    "lib/part.py": slow + "def work():\n    return 1\n",
  ]
  private static let lazily =
    "VERSION = 1\n\ndef __getattr__(name):\n    if name == 'part':\n        from importlib import import_module\n"
    + "        return import_module('lib.part')\n    raise AttributeError(name)\n"

  private func packaged(_ files: [String: String]) throws -> Scenario {
    var settings = PlanSettings()
    settings.scope = .all
    return try Scenario(Self.package.merging(files) { $1 }, settings)
  }

  @Test func `is no import of a part where the name stays and the package loads the part when it is read`() throws {
    let tools = "import lib\nimport lib.part\n\nVERSION = lib.VERSION\n\ndef use():\n    return lib.part.work()\n"
    let scenario = try packaged(["tools.py": tools, "lib/__init__.py": Self.lazily])
    #expect(scenario.changes == ["tools.py:2 lib local"], "\(scenario.refusals)")
  }

  /// Somebody in a file that is not loaded may read `lib.part` and rely on the import.
  @Test func `is an import of a part that its package does not load by itself`() throws {
    let tools = "import lib\nimport lib.part\n\nVERSION = lib.VERSION\n\ndef use():\n    return lib.part.work()\n"
    let scenario = try packaged(["tools.py": tools, "lib/__init__.py": "VERSION = 1\n"])
    #expect(scenario.changes == [])
  }

  /// Others may take `lib` from the module.
  @Test func `is an import of a part without another one of the package`() throws {
    let tools = "import lib.part\n\nVERSION = 1\n\ndef use():\n    return lib.part.work()\n"
    let scenario = try packaged(["tools.py": tools, "lib/__init__.py": Self.lazily])
    #expect(scenario.changes == [])
  }

  // MARK: Parts that are read without an import of them

  private static func reader(_ base: String, _ value: String) -> [String: String] {
    [
      "app.py":
        "import lib\nimport slow\nimport base\n\n\(base)\n\ndef handler(event, context):\n    return 1\n\n"
        + "def other():\n    return slow.x, lib.part.y, base.\(value)\n",
      "lib/__init__.py": "", "lib/part.py": "y = 1\n", "base.py": "import lib.part\nclass Base:\n    pass\n",
      "slow.py": Self.slow + "import lib.part\nx = 1\n",
    ]
  }

  @Test func `is no import that leads to a part beside another one that does and has to stay`() throws {
    let scenario = try Scenario(Self.reader("class Mine(base.Base):\n    pass", "Base"))
    #expect(scenario.changes == ["app.py:2 slow local"], "\(scenario.refusals)")
  }

  @Test func `is an import that leads to a part beside another one that may wait as well`() throws {
    let scenario = try Scenario(Self.reader("", "Base"))
    #expect(scenario.changes == [])
    #expect(scenario.refusals.contains("app.py:implicit-submodule"))
  }

  /// One import that brings the part is enough for whoever relies on it.
  @Test func `is one of two imports that lead to a part, the one that gains less`() throws {
    let scenario = try Scenario([
      "app.py":
        "import reader\nimport slow\nimport quick\n\ndef handler(event, context):\n    return reader.VERSION\n\n"
        + "def other():\n    return slow.x, quick.x\n",
      "reader.py": "import lib\n\nVERSION = 1\n\ndef value():\n    return lib.part.y\n",
      "lib/__init__.py": "", "lib/part.py": "y = 1\n",
      "slow.py": Self.slow + "import lib.part\nx = 1\n",
      "quick.py": "import time\ntime.sleep(0.02)\nimport lib.part\nx = 1\n",
    ])
    #expect(scenario.changes == ["app.py:2 slow local"], "\(scenario.refusals)")
    #expect(scenario.refusals.contains("app.py:implicit-submodule"))
  }

  // MARK: Texts that name what somebody may replace

  private static let app =
    "from tools import work\nimport names\n\ndef handler(event, context):\n"
    + "    return names.f.__name__\n\ndef report():\n    return work()\n"
  private static let tools = slow + "def work():\n    return 1\n"

  @Test(arguments: [
    // A word that only contains the other.
    "dispatched = {'tools.work'}\ndef f():\n    pass\n",
    // Where an object says that it comes from.
    "def f():\n    pass\nf.__module__ = 'tools.work'\nsetattr(f, 'x', 1)\n",
    "import sys\ndef f():\n    setattr(f, 'x', 1)\n    return sys.modules.get('tools.work')\n",
    "# patched like 'tools.work'\ndef f():\n    pass\n",
    // Nothing of this file can lead from a text to a module.
    "NAMES = ['tools.work']\ndef f(object, value):\n    setattr(object, NAMES[0], value)\n",
  ])
  func `is no name in a text that only tells or asks`(names: String) throws {
    let scenario = try Scenario(["app.py": Self.app, "names.py": names, "tools.py": Self.tools])
    #expect(scenario.changes == ["app.py:1 work local"], "\(scenario.refusals)")
  }

  @Test(arguments: [
    "def f():\n    pass\ndef fake(mocker):\n    mocker.replace('tools.work', f)\n",
    "NAMES = {'tools.work': 1}\ndef f():\n    pass\ndef fake(patcher):\n    patcher.start(NAMES)\n",
    "from importlib import import_module\nNAMES = ['tools.work']\ndef f():\n    module, name = NAMES[0].split('.')\n"
      + "    setattr(import_module(module), name, f)\n",
  ])
  func `is a name in a text that something may be replaced by`(names: String) throws {
    let scenario = try Scenario(["app.py": Self.app, "names.py": names, "tools.py": Self.tools])
    #expect(scenario.changes == [])
    #expect(scenario.refusals == ["app.py:changing-value"])
  }

  // MARK: Attributes that get another value

  @Test(arguments: [
    "tools.work: object = f", "tools.work, other = f, 1", "for tools.work in [f]: pass",
    "with f as (tools.work, x): pass",
    "tools.work += f",
  ])
  func `is no value that somebody sets`(statement: String) throws {
    let names = "import tools\ndef f():\n    \(statement)\n"
    let scenario = try Scenario(["app.py": Self.app, "names.py": names, "tools.py": Self.tools])
    #expect(scenario.changes == [])
    #expect(scenario.refusals == ["app.py:changing-value"])
  }

  @Test(arguments: ["tools.work: object", "x = {tools.work: 1}", "x = f(work=tools.work)", "tools.work == f"])
  func `is a value that is only read`(statement: String) throws {
    let names = "import tools\ndef f():\n    \(statement)\n"
    let scenario = try Scenario(["app.py": Self.app, "names.py": names, "tools.py": Self.tools])
    #expect(scenario.changes == ["app.py:1 work local", "names.py:1 tools local"], "\(scenario.refusals)")
  }

  // MARK: A module table that is restored

  @Test func `is a restored module table only for what the test imports`() throws {
    let restoring =
      "from unittest import mock\nimport app\ndef test():\n    with mock.patch.dict('sys.modules', x=None):\n        app.g()\n"
    let app =
      "import heavy\nimport names\ndef g():\n    return heavy.work()\ndef handler(event, context):\n    return 0\n"
    let files = ["app.py": app, "names.py": "import heavy\ndef f():\n    return heavy.work()\n"]
    let refused = try Scenario(files.merging(["test_app.py": restoring]) { $1 })
    #expect(refused.refusals.contains("app.py:replaced-module"), "\(refused.refusals)")
    let environment = restoring.replacing("'sys.modules'", with: "'os.environ'")
    #expect(try Scenario(files.merging(["test_app.py": environment]) { $1 }).changes.contains("app.py:1 heavy local"))
  }

  // MARK: Attributes that are made when they are asked for

  private static let asking =
    "import lazy\nfrom tools import work\n\ndef handler(event, context):\n    return lazy.__name__\n\n"
    + "def report():\n    return work()\n"
  private static let lazy =
    "def __getattr__(name):\n    if name == 'size':\n        globals()[name] = 3\n        return 3\n"
    + "    raise AttributeError(name)\n"

  @Test func `is no attribute that a module makes of itself when it is asked`() throws {
    let scenario = try Scenario([
      "app.py": Self.asking, "lazy.py": Self.lazy,
      "tools.py": Self.slow + "from lazy import size\ndef work():\n    return size\n",
    ])
    #expect(scenario.changes == ["app.py:2 work local"], "\(scenario.refusals)")
  }

  @Test(arguments: [
    "import lazy\nlazy.size = 4\n", "from lazy import size\nimport lazy\nsetattr(lazy, 'size', 4)\n",
    "from lazy import size\nimport lazy\nvars(lazy)['other'] = 4\n",
  ])
  func `is an attribute that somebody else gives to a module`(_ text: String) throws {
    let scenario = try Scenario([
      "app.py": Self.asking, "lazy.py": Self.lazy,
      "tools.py": Self.slow + text + "def work():\n    return lazy.size\n",
    ])
    #expect(scenario.changes == [])
    #expect(scenario.refusals.contains("app.py:effect"), "\(scenario.refusals)")
  }

  /// `logging.config` loads `logging.handlers`, and is not the program's to change.
  @Test func `is no import that leads to a part which another file has by imports that nobody changes`() throws {
    let scenario = try Scenario([
      "app.py": "import slow\n\ndef handler(event, context):\n    return 1\n\ndef other():\n    return slow.x\n",
      "slow.py": Self.slow + "import logging.config\nx = 1\n",
      "script.py":
        "import logging\nimport logging.config as settings\n\ndef listen():\n    return logging.handlers\n",
    ])
    #expect(scenario.changes == ["app.py:1 slow local"], "\(scenario.refusals)")
  }

  @Test func `is an import that leads to a part which another file has by none of its own`() throws {
    let scenario = try Scenario([
      "app.py": "import slow\n\ndef handler(event, context):\n    return 1\n\ndef other():\n    return slow.x\n",
      "slow.py": Self.slow + "import logging.config\nx = 1\n",
      "script.py": "import logging\n\ndef listen():\n    import logging.config\n    return logging.handlers\n",
    ])
    #expect(scenario.changes == [])
    #expect(scenario.refusals == ["app.py:implicit-submodule"])
  }

  // MARK: Attempts to import

  private static func attempting(_ version: String, built: String) -> [String: String] {
    [
      "app.py": "import shop\n\nNAME = shop.orders.NAME + shop.VERSION\n\n"
        + "def handler(event, context):\n    return NAME\n",
      "shop/__init__.py": "from .version import VERSION\nfrom . import orders\n",
      "shop/version.py": "try:\n    \(version)\nexcept ImportError:\n    VERSION = '0'\n",
      "shop/built.py": built + "VERSION = '1'\n",
      "shop/orders.py": "from tools import work\n\nNAME = 'orders'\n\ndef total():\n    return work()\n",
      "tools.py": Self.tools,
    ]
  }

  /// The package has begun to load before its part tries anything.
  @Test func `is no attempt to import a part beside the package around both`() throws {
    let scenario = try Scenario(Self.attempting("from .built import VERSION", built: ""))
    #expect(scenario.changes == ["shop/orders.py:1 work local"], "\(scenario.refusals)")
  }

  @Test(arguments: [
    ("from .built import VERSION", "from . import orders\n"),
    // A script that stands in the package's folder loads the package by this.
    ("from shop.built import VERSION", ""),
  ])
  func `is an attempt that leads to the module itself`(version: String, built: String) throws {
    let scenario = try Scenario(Self.attempting(version, built: built))
    #expect(scenario.changes == [])
    #expect(scenario.refusals.contains("shop/orders.py:probed"), "\(scenario.refusals)")
  }

  // MARK: Modules that run once more

  private static func reloading(_ statement: String) -> [String: String] {
    [
      "app.py": "import orders\n\ndef handler(event, context):\n    return orders.NAME\n",
      "orders.py": "from tools import work\n\nNAME = 'orders'\n\ndef total():\n    return work()\n",
      "again.py":
        "import importlib\nfrom importlib import reload\n\nimport orders\n\ndef again():\n    \(statement)\n",
      "tools.py": Self.tools,
    ]
  }

  @Test(arguments: ["importlib.reload(orders)", "reload(orders)"])
  func `is no module that only runs once more`(statement: String) throws {
    let scenario = try Scenario(Self.reloading(statement))
    #expect(scenario.changes == ["orders.py:1 work local"], "\(scenario.refusals)")
  }

  @Test(arguments: [
    "return importlib.reload(orders)", "names = vars(reload(orders))", "reload(orders).total()", "again.reload(orders)",
  ])
  func `is a module that somebody gets who loads it once more`(statement: String) throws {
    let scenario = try Scenario(Self.reloading(statement))
    #expect(scenario.changes == [])
    #expect(scenario.refusals == ["orders.py:module-as-object"])
  }

  // MARK: Functions that are chosen by type

  private static func dispatching(_ registration: String, inApp: String = "") -> [String: String] {
    [
      "app.py":
        "from render import show\nfrom tools import Work\n\ndef handler(event, context):\n    return show(1)\n\n"
        + inApp + "def report(work: Work):\n    return 1\n",
      "render.py":
        "from functools import singledispatch\n\n@singledispatch\ndef show(x):\n    return 2\n\n\(registration)\n",
      "tools.py": Self.slow + "class Work:\n    pass\n",
    ]
  }

  @Test(arguments: [
    "@show.register\ndef show_number(x: int):\n    return 3", "@show.register(int)\ndef show_number(x):\n    return 3",
    "def show_number(x):\n    return 3\n\nshow.register(int, show_number)",
  ])
  func `is no annotation in a file that registers no function by it`(registration: String) throws {
    let scenario = try Scenario(Self.dispatching(registration))
    #expect(scenario.changes == ["app.py:2 Work type-checking"], "\(scenario.refusals)")
  }

  @Test(arguments: [
    dispatching("", inApp: "@show.register\n"),
    // These may register whatever they are given.
    dispatching("def add(function):\n    show.register(function)"), dispatching("add = show.register"),
  ])
  func `is an annotation of a function that is registered by it`(files: [String: String]) throws {
    let scenario = try Scenario(files)
    #expect(scenario.changes == [])
    #expect(scenario.refusals.contains("app.py:annotations-read"), "\(scenario.refusals)")
  }
}
