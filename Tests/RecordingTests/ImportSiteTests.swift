import Recording
import Testing

@Suite struct `The site of an import` {
  @Test(arguments: minorVersions) func `is where a function was asked for the module`(minor: Int) throws {
    let sample = try Sample(
      python: minor,
      [
        "app.py": """
        import importlib, runpy
        importlib.import_module("one")
        importlib.import_module("package.two")
        __import__("three")
        importlib.__import__("four")
        runpy.run_module("five")
        importlib.reload(importlib.import_module("three"))
        """,
        "one.py": "", "package/__init__.py": "", "package/two.py": "", "three.py": "", "four.py": "",
        "five.py": "import six\n", "six.py": "",
      ]
    )
    let process = try sample.process()
    #expect(process.load("one")?.site?.short == "app.py:2")
    #expect(process.load("package")?.site?.short == "app.py:3")
    #expect(process.load("package.two")?.site?.short == "app.py:3")
    #expect(process.load("three")?.site?.short == "app.py:4")
    #expect(process.load("four")?.site?.short == "app.py:5")
    #expect(process.load("six")?.site?.short == "five.py:1")
  }

  @Test(arguments: minorVersions) func `is the nearest line of Python for an import by C code`(minor: Int) throws {
    let sample = try Sample(
      python: minor,
      [
        "app.py": """
        import datetime, pickle, time
        datetime.datetime.strptime("2020", "%Y")
        pickle.loads(b"cpart\\nvalue\\n.")
        """,
        "part.py": "value = 1\n",
      ]
    )
    let process = try sample.process()
    #expect(process.load("_strptime")?.site?.short == "app.py:2")
    #expect(process.load("part")?.site?.short == "app.py:3")
  }

  @Test(arguments: minorVersions) func `is that of the loader of plugins`(minor: Int) throws {
    let sample = try Sample(
      python: minor,
      [
        "app.py": """
        from importlib.metadata import entry_points
        points = entry_points()
        points = points.select(group="tools") if hasattr(points, "select") else points["tools"]
        for point in points:
            print(point.load())
        """,
        "plugin.py": "def run(): pass\n",
        "plugin-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: plugin\nVersion: 1\n",
        "plugin-1.dist-info/entry_points.txt": "[tools]\nrun = plugin:run\n",
      ]
    )
    let process = try sample.process()
    let site = try #require(process.load("plugin")?.site)
    #expect(site.file.contains("importlib") && site.file.contains("metadata"))
    #expect(process.imports.contains { $0.target == "plugin" && $0.site == site })
  }

  @Test(arguments: minorVersions) func `is never the user's for what the import machinery needs itself`(minor: Int)
    throws
  {
    let sample = try Sample(python: minor, ["app.py": "import part\nimport importlib\n", "part.py": "value = 1\n"])
    for process in [try sample.process(), try sample.process()] {
      let asked = process.imports.filter { $0.site?.short.hasPrefix("app.py") == true }.map(\.target)
      #expect(asked == ["part", "importlib"])
      // The library's own statements stand in the library.
      let own = process.imports.filter { statement in
        statement.load.map { process.loads[$0].name == "importlib" } ?? false
      }
      #expect(own.allSatisfy { $0.site?.file.hasSuffix("/importlib/__init__.py") == true })
    }
  }

  @Test(arguments: minorVersions) func `is noted once for each statement`(minor: Int) throws {
    let sample = try Sample(
      python: minor,
      [
        "app.py": "from package.part import value\nfrom package import part\n", "package/__init__.py": "",
        "package/part.py": "value = 1\n",
      ]
    )
    let process = try sample.process()
    let seen = process.imports.filter { $0.site?.short == "app.py:1" || $0.site?.short == "app.py:2" }
    #expect(
      seen.map { "\($0.target) \($0.names)" }.sorted() == [
        "package [\"part\"]", "package []", "package.part [\"value\"]",
      ]
    )
  }
}
