import Recording
import Testing

@Suite struct `Recorded imports` {
  private static let files = [
    "app.py": """
    import importlib
    import pkg
    dynamic = importlib.import_module("colours")
    other = __import__("shapes")
    relative = importlib.import_module(".late", "pkg")

    def later():
        import functional
        from functional import (
            area,
            volume as v,
        )

    later()
    later()
    import functional
    for module in ("colours", "shapes"):
        importlib.import_module(module)
    exec("import made")
    """,
    "colours.py": "", "shapes.py": "", "made.py": "",
    "functional.py": "area = volume = 1\n",
    "pkg/__init__.py": "from . import part\nfrom .part import value\nfrom .sub import *\n",
    "pkg/part.py": "value = 1\n",
    "pkg/late.py": "",
    "pkg/sub/__init__.py": "from .. import part as again\nfrom ..part import value\nfrom .deep import one, two\n",
    "pkg/sub/deep.py": "one = two = 1\n",
  ]

  @Test(arguments: minorVersions) func `name the statement and its target`(minor: Int) throws {
    let sample = try Sample(python: minor, Self.files)
    let process = try #require(try sample.record().first)
    let seen = Set(
      process.imports.compactMap { statement -> String? in
        guard let site = statement.site, site.file == "app.py" || site.file.hasPrefix(sample.root) else { return nil }
        let file = site.file.hasPrefix(sample.root) ? String(site.file.dropFirst(sample.root.count + 1)) : site.file
        let load = statement.load.map { process.loads[$0].name } ?? "-"
        return "\(file):\(site.line) \(statement.target) [\(statement.names.joined(separator: ","))] \(load)"
      }
    )
    let expected = [
      "app.py:1 importlib [] -",
      "app.py:2 pkg [] -",
      "app.py:3 colours [] -",
      "app.py:4 shapes [] -",
      "app.py:5 pkg.late [] -",
      "app.py:8 functional [] -",
      "app.py:9 functional [area,volume] -",
      "app.py:16 functional [] -",
      "app.py:18 colours [] -",
      "app.py:18 shapes [] -",
      "pkg/__init__.py:1 pkg [part] pkg",
      "pkg/__init__.py:2 pkg.part [value] pkg",
      "pkg/__init__.py:3 pkg.sub [*,again,value,deep,one,two] pkg",
      "pkg/sub/__init__.py:1 pkg [part] pkg.sub",
      "pkg/sub/__init__.py:2 pkg.part [value] pkg.sub",
      "pkg/sub/__init__.py:3 pkg.sub.deep [one,two] pkg.sub",
    ]
    #expect(expected.filter { !seen.contains($0) }.isEmpty, "\(seen.sorted().joined(separator: "\n"))")
    #expect(process.imports.contains { $0.target == "made" && $0.site?.file == "<string>" })
    #expect(process.load("pkg.part")?.site?.short == "__init__.py:1")
    #expect(process.parent(of: process.load("pkg.part")) == "pkg")
    #expect(process.load("functional")?.site?.short == "app.py:8")
    #expect(process.load("colours")?.site?.short == "app.py:3")
    #expect(process.load("pkg.late")?.site?.short == "app.py:5")
  }

  @Test(arguments: minorVersions) func `by a star name what it binds`(minor: Int) throws {
    let many = (0..<2000).map { "name_\($0) = \($0)\n" }.joined()
    let sample = try Sample(
      python: minor,
      [
        "app.py":
          "from plain import *\nfrom listed import *\nfrom odd import *\nfrom many import *\nfrom answering import *\n",
        "plain.py": "import os\n_hidden = shown = 1\ndel os\ndef f(): pass\n",
        "listed.py": "__all__ = ['_a'] + ['b']\n_a = b = c = 1\n",
        // What runs code of its own when it is looked at is left alone.
        "odd.py": "class Names:\n    def __getitem__(self, i): return ['x'][i]\n__all__ = Names()\nx = y = 1\n",
        "many.py": many,
        "answering.py": "def __getattr__(name):\n    if name == '__all__': return []\n    raise AttributeError(name)\n",
      ]
    )
    let process = try #require(try sample.record().first)
    let names = process.imports.filter { $0.names.first == "*" && $0.site?.short.hasPrefix("app.py") == true }.map {
      "\($0.target) \($0.names.count) \($0.names.prefix(3))"
    }
    #expect(
      names == [
        #"plain 3 ["*", "shown", "f"]"#, #"listed 3 ["*", "_a", "b"]"#, #"odd 1 ["*"]"#,
        #"many 2001 ["*", "name_0", "name_1"]"#, #"answering 1 ["*"]"#,
      ]
    )
  }

  @Test(arguments: minorVersions) func `are noted once, however often they run`(minor: Int) throws {
    let sample = try Sample(
      python: minor,
      ["app.py": "def f():\n    import json\n\nfor _ in range(1000):\n    f()\n"]
    )
    let process = try #require(try sample.record().first)
    #expect(process.imports.count { $0.site?.short == "app.py:2" && $0.target == "json" && $0.load == nil } == 1)
  }
}
