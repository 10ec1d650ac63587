import Rewriting
import Testing
import Workflow

/// Packages that gather what their parts define, exported lazily.
@Suite(.enabled(if: Scenario.isPossible, "\(Scenario.reason)")) struct `A facade` {
  private static let app = "import shop\n\ndef handler(event, context):\n    return shop.__name__\n"
  private static let slow =
    "import heavy\nVALUE = heavy.value + 1\n\ndef used():\n    return 1\n\nclass Other:\n    pass\n"

  @Test func `waits with a star import whose names were seen`() throws {
    let scenario = try Scenario([
      "app.py": Self.app, "shop/__init__.py": "from .parts import *\n", "shop/parts.py": Self.slow,
    ])
    #expect(scenario.changes == ["shop/__init__.py:1 * module-getattr"])
  }

  @Test func `keeps a star import of which it uses a name itself`() throws {
    let scenario = try Scenario([
      "app.py": Self.app, "shop/__init__.py": "from .parts import *\n\nlimit = used()\n", "shop/parts.py": Self.slow,
    ])
    #expect(scenario.changes == [])
    #expect(scenario.refusals.contains("shop/__init__.py:used-while-loading"))
  }

  @Test func `loads what another module takes through its star`() throws {
    let scenario = try Scenario([
      "app.py":
        "from shop import Other\n\nclass Mine(Other):\n    pass\n\ndef handler(event, context):\n    return 1\n",
      "shop/__init__.py": "from .parts import *\n", "shop/parts.py": Self.slow,
    ])
    #expect(scenario.changes == [])
  }

  /// The script of a command stands in a folder of its own, and nobody changes it.
  @Test func `loads what code outside of the project's files takes`() throws {
    func scenario(_ statement: String) throws -> Scenario {
      try Scenario([
        "app.py": "exec('\(statement)')\n\ndef handler(event, context):\n    return 1\n",
        "shop/__init__.py": "from .parts import used\n", "shop/parts.py": Self.slow,
      ])
    }
    #expect(try scenario("import shop").changes == ["shop/__init__.py:1 used module-getattr"])
    let taking = try scenario("from shop import used")
    #expect(taking.changes == [], "\(taking.refusals)")
  }

  private static func replacing(_ statement: String, inOwn function: String = "") -> [String: String] {
    [
      "app.py": Self.app, "shop/parts.py": Self.slow,
      "shop/__init__.py": "from .parts import used\n\n" + function,
      "test_shop.py": "import shop\n\ndef test(fake, self=None):\n    \(statement)\n",
    ]
  }

  /// pyramid's own tests do so: the function would import what it is to be kept from.
  @Test(arguments: [
    "shop.used = fake", "shop.used: int = fake", "self.used = shop.used = fake", "shop.used, other = fake, 1",
    "del shop.used",
    "(other, shop.used) = 1, fake",
  ])
  func `keeps what it uses itself and somebody replaces in it`(statement: String) throws {
    let scenario = try Scenario(Self.replacing(statement, inOwn: "def sell():\n    return used()\n"))
    #expect(scenario.changes == [])
    #expect(scenario.refusals.contains("shop/__init__.py:patched-name"), "\(scenario.refusals)")
  }

  @Test(arguments: [
    ("shop.used = fake", ""), ("assert shop.used, fake == 1", "def sell():\n    return used()\n"),
    ("fake(shop.used, self=1)", "def sell():\n    return used()\n"),
    ("fake = shop.used", "def sell():\n    return used()\n"),
  ])
  func `exports what somebody replaces or only reads`(statement: String, function: String) throws {
    let scenario = try Scenario(Self.replacing(statement, inOwn: function))
    #expect(scenario.changes == ["shop/__init__.py:1 used module-getattr"], "\(scenario.refusals)")
  }

  @Test func `may put __all__ together from those of its parts`() throws {
    let parts = Self.slow + "\n__all__ = ['used', 'Other']\n"
    let facade =
      "from . import names\nfrom .parts import Other, used\n\n__all__ = names.__all__ + ['VERSION']\nVERSION = 1\n"
    let scenario = try Scenario([
      "app.py": Self.app, "shop/__init__.py": facade, "shop/parts.py": parts,
      "shop/names.py": "__all__ = ['Other', 'used']\n",
    ])
    #expect(
      scenario.changes == ["shop/__init__.py:2 Other module-getattr", "shop/__init__.py:2 used module-getattr"]
    )
  }

  @Test func `keeps what it lists in a way that cannot be followed`() throws {
    let facade = "from .parts import Other, used\n\n__all__ = [name for name in dir() if name[0] != '_']\n"
    // Slow by itself, so that only the facade could help.
    let parts = "import time\ntime.sleep(0.05)\n\ndef used():\n    return 1\n\nclass Other:\n    pass\n"
    let scenario = try Scenario(["app.py": Self.app, "shop/__init__.py": facade, "shop/parts.py": parts])
    #expect(scenario.changes == [])
    #expect(scenario.refusals.contains("shop/__init__.py:exported"))
  }

  @Test func `may list all public names that it has`() throws {
    let list = "__all__ = [name for name in dir() if not name.startswith('_')]\n"
    let parts = "import time\ntime.sleep(0.05)\n\ndef used():\n    return 1\n\nclass Other:\n    pass\n"
    let scenario = try Scenario([
      "app.py": Self.app, "shop/__init__.py": "from .parts import Other, used\n\n" + list, "shop/parts.py": parts,
    ])
    #expect(
      scenario.changes == ["shop/__init__.py:1 Other module-getattr", "shop/__init__.py:1 used module-getattr"],
      "\(scenario.refusals)"
    )
    let remarked = try Scenario([
      "app.py": Self.app, "shop/parts.py": parts,
      "shop/__init__.py": "from .parts import Other, used\n\n" + list.dropLast() + "  # what is public\n",
    ])
    #expect(remarked.changes == scenario.changes)
    // Below the list it is not part of it.
    let late = try Scenario([
      "app.py": Self.app, "shop/__init__.py": list + "from .parts import Other, used\n", "shop/parts.py": parts,
    ])
    #expect(late.changes == [])
  }

  @Test(arguments: [
    "getattr(shop, name)", "getattr(shop, name, None)", "hasattr(\n        shop, name)", "shop is not None",
  ]) func `may be asked for names that are computed`(look: String) throws {
    let reader = "\ndef find(name):\n    return \(look)\n"
    let files = ["shop/__init__.py": "from .parts import Other, used\n", "shop/parts.py": Self.slow]
    let asked = try Scenario(files.merging(["app.py": Self.app + reader]) { own, _ in own })
    #expect(
      asked.changes == ["shop/__init__.py:1 Other module-getattr", "shop/__init__.py:1 used module-getattr"],
      "\(asked.refusals)"
    )
  }

  @Test(arguments: [
    "vars(shop)[name]", "shop.__dict__[name]", "look(shop, name)", "getattr(shop, '__dict__')[name]",
    "(lambda getattr: getattr(shop, name))(look)",
  ]) func `keeps what somebody may look for in its namespace`(look: String) throws {
    let reader = "\ndef look(module, name):\n    return vars(module)[name]\n\ndef find(name):\n    return \(look)\n"
    let files = ["shop/__init__.py": "from .parts import Other, used\n", "shop/parts.py": Self.slow]
    // `heavy` is told of by the parts, which would wait with the facade.
    let parts = "import time\ntime.sleep(0.05)\n\ndef used():\n    return 1\n\nclass Other:\n    pass\n"
    let looked = try Scenario(
      files.merging(["app.py": Self.app + reader, "shop/parts.py": parts]) { _, other in other }
    )
    #expect(looked.changes == [])
    #expect(looked.refusals.contains("shop/__init__.py:module-as-object"), "\(looked.refusals)")
  }

  /// What a part's text imports cannot begin to load the packages around it: they have begun before.
  @Test func `waits with a part that takes a name which another part sets twice`() throws {
    let scenario = try Scenario([
      "app.py": Self.app, "shop/__init__.py": "from . import values\nfrom . import report\n",
      "shop/base.py": "", "shop/values.py": "LIMIT = 1\nfrom . import base\nLIMIT = 2\n",
      "shop/report.py": "import heavy\nfrom .values import LIMIT\n\ndef total():\n    return heavy.work()\n",
    ])
    #expect(scenario.changes.contains("shop/__init__.py:2 report module-getattr"), "\(scenario.refusals)")
    // Here the part is loaded while the other one is half done.
    let early = try Scenario([
      "app.py": "from shop.values import LIMIT\n\ndef handler(event, context):\n    return LIMIT\n",
      "shop/__init__.py": "from . import values\n",
      "shop/base.py": "from .report import total\n\ndef twice():\n    return 2 * total()\n",
      "shop/values.py":
        "LIMIT = 1\nfrom . import base\nLIMIT = 2\n\ndef twice():\n    return base.twice()\n",
      "shop/report.py":
        "import time\nfrom .values import LIMIT\ntime.sleep(0.05)\n\ndef total():\n    return LIMIT\n",
    ])
    #expect(early.changes == [])
    #expect(early.refusals.map { $0.split(separator: ":")[1] } == ["unsettled"], "\(early.refusals)")
  }

  @Test(arguments: ["__all__.extend(NAMES)", "__all__ += [name for name in NAMES]", "__all__.remove('Other')"])
  func `may make its list of anything but its own names`(change: String) throws {
    let facade =
      "from .parts import Other, used\n\nNAMES = ('used',)\n__all__ = ['Other']\n\(change)\n\ndef __dir__():\n"
      + "    return sorted(NAMES)\n\ndef __getattr__(name):\n    raise AttributeError(name)\n"
    let scenario = try Scenario(["app.py": Self.app, "shop/__init__.py": facade, "shop/parts.py": Self.slow])
    #expect(
      scenario.changes == ["shop/__init__.py:1 Other module-getattr", "shop/__init__.py:1 used module-getattr"],
      "\(scenario.refusals)"
    )
  }

  @Test(arguments: [
    "names()\n\ndef later():\n    return globals()", "list(vars())", "names(__name__)",
    "list(sys.modules['shop'].__dict__)",
  ]) func `keeps a list that is made from its own names`(list: String) throws {
    let facade = "import sys\nfrom .parts import Other, used\nfrom .listing import names\n\n__all__ = \(list)\n"
    let parts = "import time\ntime.sleep(0.05)\n\ndef used():\n    return 1\n\nclass Other:\n    pass\n"
    let scenario = try Scenario([
      "app.py": Self.app, "shop/__init__.py": facade, "shop/parts.py": parts,
      "shop/listing.py": "def names(module='shop'):\n    return ['used', 'Other']\n",
    ])
    #expect(scenario.changes == [])
  }

  /// Its parts take a name from it and hand it back by their stars: it is the same one all the time.
  @Test func `waits with parts that hand its own names back`() throws {
    let part = "import heavy\nfrom shop import Base\n\nclass Second(Base):\n    size = heavy.value\n"
    let scenario = try Scenario([
      "app.py": Self.app,
      "shop/__init__.py": "from .base import *\nfrom .second import *\nfrom .third import *\n",
      "shop/base.py": "class Base:\n    pass\n", "shop/second.py": part,
      "shop/third.py": "from shop import Base\n\nclass Third(Base):\n    pass\n",
    ])
    #expect(scenario.changes.contains("shop/__init__.py:2 * module-getattr"), "\(scenario.refusals)")
  }

  @Test func `may hand its names to what imports lazily`() throws {
    let lazy = "class LazyPart:\n    def __init__(self, name, place):\n        self.name, self.place = name, place\n"
    let importing = "    def load(self):\n        self.place[self.name] = __import__('shop.' + self.name)\n"
    let files = [
      "app.py": Self.app, "shop/parts.py": Self.slow, "shop/rest.py": "",
      "shop/__init__.py": "from .parts import *\nfrom .lazy import LazyPart\n\nrest = LazyPart('rest', globals())\n",
    ]
    let taken = try Scenario(files.merging(["shop/lazy.py": lazy + importing]) { own, _ in own })
    #expect(taken.changes == ["shop/__init__.py:1 * module-getattr"])
    let other = try Scenario(files.merging(["shop/lazy.py": lazy]) { own, _ in own })
    #expect(other.changes == [])
    #expect(other.refusals.contains("shop/__init__.py:dynamic-names"))
  }

  @Test func `finds the parts that a star has only because something else had loaded them`() throws {
    let scenario = try Scenario([
      "app.py": Self.app, "shop/__init__.py": "from .orders import *\nfrom .stock import *\n",
      "shop/orders.py":
        "import heavy\nfrom shop.stock.shelf import SIZE\n\ndef order():\n    return heavy.work(), SIZE\n",
      "shop/stock/__init__.py": "import heavy\n\ndef count():\n    return heavy.work()\n",
      "shop/stock/shelf.py": "SIZE = 1\n",
    ])
    let facade = scenario.advice.patch.files.first { $0.relativePath == "shop/__init__.py" }
    let text = String(decoding: try #require(facade).after, as: UTF8.self)
    #expect(text.contains("    if name == \"shelf\":\n"), "\(text)")
    #expect(text.contains("globals()[name] = import_module(f\".stock.{name}\", __spec__.parent)\n"), "\(text)")
  }

  @Test func `loads at once what could not be loaded in another order`() throws {
    // `import shop.second` works because the facade has loaded `shop.first` before it.
    let first = "import time\ntime.sleep(0.05)\n\ndef used():\n    return 1\n\nfrom .second import Other\n"
    let files = [
      "app.py": Self.app, "shop/__init__.py": "from .first import used\nfrom .second import Other\n",
      "shop/first.py": first,
    ]
    let circular = try Scenario(
      files.merging(["shop/second.py": "from .first import used\n\nclass Other:\n    pass\n"]) { own, _ in own }
    )
    #expect(circular.changes == [])
    #expect(circular.refusals.contains("shop/__init__.py:import-cycle"))
    // It works as well if `shop.second` does not ask for `shop.first` at once.
    let waiting = try Scenario(
      files.merging([
        "shop/second.py": "from .first import used\n\nclass Other:\n    def use(self):\n        return used()\n"
      ]) { own, _ in own }
    )
    #expect(waiting.changes.contains("shop/second.py:1 used local"))
    #expect(waiting.changes.contains("shop/__init__.py:1 used module-getattr"))
    let plain = try Scenario(files.merging(["shop/second.py": "class Other:\n    pass\n"]) { own, _ in own })
    #expect(!plain.changes.isEmpty)
  }
}
