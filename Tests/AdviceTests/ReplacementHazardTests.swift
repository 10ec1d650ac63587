import Testing

/// What tests and documentation replace, and what only looks like it.
@Suite(.enabled(if: Scenario.isPossible, "\(Scenario.reason)")) struct `What is named in a text, looked at closely,` {
  private static let slow = "import time\ntime.sleep(0.02)\n"
  private static let tools = slow + "def work():\n    return 1\n"

  // MARK: Names that somebody may put together to replace them

  private static let user =
    "import tools\n\ndef handler(event, context):\n    return 1\n\ndef report():\n    return tools.work()\n"

  @Test(arguments: [
    "def test(monkeypatch, path):\n    monkeypatch.setattr(path, 'sep', '/')\n    open(f'{path}.tools')\n",
    "def test(monkeypatch, path, name):\n    monkeypatch.setattr(path, name, '/')\n    open(path + '.tools')\n",
    "from unittest import mock\n\n# What is patched here has an ending.\nENDINGS = '.tools', '.text'\n\n"
      + "@mock.patch('os.sep', '/')\n@mock.patch.object(mock, 'sentinel')\ndef test(sep, sentinel):\n    pass\n",
    "from unittest import mock\n\ndef test(self):\n    patcher = mock.patch('os.sep')\n    patcher.start()\n"
      + "    self.addCleanup(patcher.stop)\n    self.addCleanup(setattr, self, 'name', '.tools')\n",
  ])
  func `is an ending where every name that is replaced is written out`(test: String) throws {
    let scenario = try Scenario(["app.py": Self.user, "test_app.py": test, "tools.py": Self.tools])
    #expect(scenario.changes == ["app.py:1 tools local"], "\(scenario.refusals)")
  }

  @Test(arguments: [
    "from unittest import mock\n\n@mock.patch(__package__ + '.tools')\ndef test(tools):\n    pass\n",
    "from unittest.mock import patch as replace\n\nNAME = 'a' f'{1}' '.tools'\n\n@replace(NAME)\ndef test(tools):\n    pass\n",
    "ENDING = '.tools'\n\ndef test(mocker):\n    target = 'app' + ENDING\n    mocker.patch(target)\n",
    "ENDING = '.tools'\n\ndef test(monkeypatch, target):\n    monkeypatch.setattr(target, 1)\n",
    "from helpers import patched\n\ndef test(self):\n    with patched('.tools'):\n        pass\n",
    "from helpers import patched\n\nENDING = '.tools'\n\ndef test(self):\n    patched('app', ENDING)\n",
    "from helpers import patched\n\nREPLACED = [('.tools', 1)]\n\ndef test(self):\n    return map(patched, REPLACED)\n",
  ])
  func `is the end of a name that a test may replace`(test: String) throws {
    let scenario = try Scenario(["app.py": Self.user, "test_app.py": test, "tools.py": Self.tools])
    #expect(scenario.changes == [])
    #expect(scenario.refusals == ["app.py:patched-name"])
  }

  // MARK: Modules that documentation does without

  private static func settings(_ beginning: String, _ end: String = "") -> String {
    "\(beginning)import sys\nextensions = ['sphinx.ext.autodoc']\nsys.modules['tools'] = object()\n\(end)"
  }

  @Test(arguments: ["", "from version import NUMBER\n"])
  func `is a module that is replaced for good before anything is documented`(beginning: String) throws {
    let scenario = try Scenario([
      "app.py": Self.user, "docs/conf.py": Self.settings(beginning, "import app\n"), "tools.py": Self.tools,
      "version.py": "NUMBER = '1'\n",
    ])
    #expect(scenario.changes == ["app.py:1 tools local"], "\(scenario.refusals)")
  }

  @Test(arguments: [
    ("docs/conf.py", settings("import app\n")), ("docs/conf.py", settings("", "del sys.modules['tools']\n")),
    ("docs/settings.py", settings("")),
    ("docs/conf.py", "import sys\n# sphinx\nsys.modules['tools'] = object()\n"),
  ])
  func `is a module that is replaced after somebody has it, or for a while`(file: String, text: String) throws {
    let scenario = try Scenario(["app.py": Self.user, file: text, "tools.py": Self.tools])
    #expect(scenario.changes == [])
    #expect(scenario.refusals == ["app.py:replaced-module"])
  }

  // MARK: The table of modules

  @Test(arguments: [
    "import sys\n\ndef test(name):\n    print('tools')\n    sys.modules['other'] = None\n    del sys.modules['other']\n"
      + "    module = sys.modules[name]\n    return sys.modules[name].size, sys.modules.get(name)\n",
    "import sys\n\ndef test(case):\n    case.addCleanup(sys.modules.pop, 'other', None)\n"
      + "    case.assertIn('tools', list(sys.modules))\n    return 'tools' in sys.modules and [m for m in sys.modules if m]\n",
  ])
  func `is no module that is named beside a table which is read or gets others`(test: String) throws {
    let scenario = try Scenario(["app.py": Self.user, "test_app.py": test, "tools.py": Self.tools])
    #expect(scenario.changes == ["app.py:1 tools local"], "\(scenario.refusals)")
  }

  @Test(arguments: [
    "import sys\n\ndef test(case):\n    case.addCleanup(sys.modules.pop, 'tools', None)\n",
    "import sys\n\ndef test():\n    for name in ['tools']:\n        del sys.modules[name]\n",
    "import sys\n\ndef test(a):\n    sys.modules[a], sys.modules['tools'] = 1, 2\n",
    "import sys\n\ndef test(load):\n    with load('tools') as sys.modules['to' + 'ols']:\n        pass\n",
    "import sys\n\ndef test(saved):\n    'tools'\n    sys.modules.update(saved)\n",
    "from unittest import mock\n\ndef test():\n    with mock.patch.dict('sys.modules', {'tools': None}):\n        pass\n",
    "import sys\n\ndef test():\n    modules = sys.modules\n    modules['tools'] = None\n",
  ])
  func `is a module that may be replaced in the table`(test: String) throws {
    let scenario = try Scenario(["app.py": Self.user, "test_app.py": test, "tools.py": Self.tools])
    #expect(scenario.changes == [])
    #expect(scenario.refusals == ["app.py:replaced-module"])
  }

  // MARK: Signatures

  private static let taker =
    "from tools import work\n\ndef handler(event, context):\n    return 1\n\ndef report():\n    return work()\n"

  @Test func `is no other value where something is the annotation of a parameter with a default`() throws {
    let signature = "import tools\n\ndef f(x: tools.work = None, *, y: tools.work[int] = 1):\n    pass\n"
    let scenario = try Scenario(["app.py": Self.taker, "test_app.py": signature, "tools.py": Self.tools])
    #expect(scenario.changes == ["app.py:1 work local"], "\(scenario.refusals)")
  }

  @Test func `is another value where something is assigned`() throws {
    let assignment = "import tools\n\ndef f(x=1):\n    tools.work = x\n"
    let scenario = try Scenario(["app.py": Self.taker, "test_app.py": assignment, "tools.py": Self.tools])
    #expect(scenario.changes == [])
  }

  private static func sharing(_ body: String) -> [String: String] {
    [
      "app.py": "import base\n" + user.replacing("return 1", with: "return base.size()"),
      "base.py": "VALUES = [1]\n\ndef size():\n    return len(VALUES)\n",
      "tools.py": slow + "from base import VALUES\n\n\(body)\n\ndef work():\n    return 1\n",
    ]
  }

  @Test func `is nothing handed over where something is the default of a parameter`() throws {
    let scenario = try Scenario(Self.sharing("def other(a, b=VALUES):\n    return b"))
    #expect(scenario.changes == ["app.py:2 tools local"], "\(scenario.refusals)")
  }

  @Test func `is something handed over where a function is called with it`() throws {
    let scenario = try Scenario(Self.sharing("def other(b):\n    b.append(1)\n\nother(VALUES)"))
    #expect(scenario.changes == [])
  }
}
