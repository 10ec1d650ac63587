import Launching
import Recording
import Testing

@Suite struct `Recorded loads` {
  @Test(arguments: minorVersions) func `nest, and their times add up`(minor: Int) throws {
    let sample = try Sample(
      python: minor,
      [
        "app.py": "import outer\n",
        "outer.py": "from time import sleep\nsleep(0.02)\nimport middle\nimport second\n",
        "middle.py": "from time import sleep\nsleep(0.01)\n\n\nimport inner\n",
        "inner.py": "from time import sleep\nsleep(0.005)\n",
        "second.py": "import inner\n",
      ]
    )
    let process = try #require(try sample.record().first)
    let outer = try #require(process.load("outer"))
    let middle = try #require(process.load("middle"))
    let inner = try #require(process.load("inner"))
    let second = try #require(process.load("second"))
    #expect(outer.parent == nil)
    #expect(process.parent(of: middle) == "outer")
    #expect(process.parent(of: inner) == "middle")
    #expect(process.parent(of: second) == "outer")
    #expect(
      [outer, middle, inner, second].map(\.site?.short) == ["app.py:1", "outer.py:3", "middle.py:5", "outer.py:4"]
    )
    #expect([outer, middle, inner].map(\.file) == ["outer.py", "middle.py", "inner.py"].map(sample.file))
    #expect(
      [outer, middle, inner, second].allSatisfy { $0.succeeded && process.kind(ofPhase: $0.phase) == .initialization }
    )
    #expect(outer.selfTime >= 20_000_000)
    #expect(middle.selfTime >= 10_000_000)
    #expect(inner.selfTime >= 5_000_000)
    #expect(outer.inclusiveTime >= 35_000_000)
    #expect(process.loads.count { $0.name == "inner" } == 1)
    for (index, load) in process.loads.enumerated() where [outer, middle, inner, second].contains(load) {
      let children = process.loads.filter { $0.parent == index }
      #expect(load.inclusiveTime == children.reduce(load.selfTime) { $0 + $1.inclusiveTime })
      #expect(load.inclusiveCPU == children.reduce(load.selfCPU) { $0 + $1.inclusiveCPU })
      #expect(load.inclusiveMemory == children.reduce(load.selfMemory) { $0 + $1.inclusiveMemory })
    }
    // Sleeping costs no CPU time.
    #expect(outer.inclusiveCPU < outer.inclusiveTime)
  }

  @Test(arguments: minorVersions) func `say where the code came from`(minor: Int) throws {
    let sample = try Sample(
      python: minor,
      [
        "app.py": """
        import sys
        sys.path.append("archive.zip")
        import spaces.inside, fractions, ssl, faulthandler, zipped.inside, compiled, _frozen_importlib_external
        """,
        "spaces/inside.py": "", "archive/zipped/__init__.py": "", "archive/zipped/inside.py": "",
        "source/compiled.py": "value = 1\n",
      ]
    )
    let prepare = """
      import py_compile, shutil
      shutil.make_archive("archive", "zip", "archive")
      py_compile.compile("source/compiled.py", "compiled.pyc")
      """
    try #require(try sample.plain(["-c", prepare]).isSuccess)
    let process = try #require(try sample.record().first)
    #expect(process.load("spaces")?.kind == .namespace)
    #expect(process.load("spaces.inside")?.file == sample.file("spaces/inside.py"))
    #expect(process.load("fractions")?.kind == .cachedBytecode)
    #expect(process.load("_ssl")?.kind == .extensionModule)
    #expect(process.load("_ssl")?.file?.hasSuffix(".so") == true)
    #expect(process.load("faulthandler")?.kind == .builtIn)
    #expect(process.load("zipped")?.kind == .zip)
    #expect(process.load("zipped.inside")?.kind == .zip)
    #expect(process.load("zipped.inside")?.file?.hasSuffix("archive.zip/zipped/inside.py") == true)
    #expect(process.load("compiled")?.kind == .cachedBytecode)
    // From 3.11 on the modules of the start are in the interpreter itself.
    if minor >= 11 { #expect(process.load("os")?.kind == .frozen) }
  }

  @Test(arguments: minorVersions) func `tell source from cached bytecode, however fresh`(minor: Int) throws {
    let files = ["app.py": "import part\nexec(compile('1', part.__file__, 'exec'))\n", "part.py": "value = 1\n"]
    let sample = try Sample(python: minor, files)
    #expect(try sample.process(["-B", "app.py"]).load("part")?.kind == .source)
    #expect(try sample.process(["-B", "app.py"]).load("part")?.kind == .source)
    // Whatever this machine's environment says about writing bytecode.
    #expect(try sample.process(["-E", "app.py"]).load("part")?.kind == .source)
    #expect(try sample.process(["-E", "app.py"]).load("part")?.kind == .cachedBytecode)
  }

  @Test(arguments: minorVersions) func `are also what a program asks a loader to run`(minor: Int) throws {
    let sample = try Sample(
      python: minor,
      [
        "app.py": """
        import importlib.util, runpy, sys
        specification = importlib.util.spec_from_file_location("plugin", "plugins/first.py")
        module = importlib.util.module_from_spec(specification)
        specification.loader.exec_module(module)
        runpy.run_path("script.py")
        runpy.run_module("tool")
        import part
        importlib.reload(part)
        lazy = importlib.util.find_spec("wave")
        lazy.loader = importlib.util.LazyLoader(lazy.loader)
        module = importlib.util.module_from_spec(lazy)
        lazy.loader.exec_module(module)
        module.Error
        specification = importlib.util.spec_from_file_location("broken", "plugins/broken.py")
        try:
            specification.loader.exec_module(importlib.util.module_from_spec(specification))
        except ZeroDivisionError:
            pass
        runpy.run_path("script.py", run_name="__main__")
        """,
        "plugins/first.py": "from time import sleep\nsleep(0.01)\nimport part\n", "plugins/broken.py": "1 / 0\n",
        "part.py": "value = 1\n", "script.py": "import colorsys\n", "tool.py": "value = 1\n",
      ]
    )
    let process = try sample.process(["-B", "app.py"])
    let plugin = try #require(process.load("plugin"))
    #expect(plugin.site?.short == "app.py:4")
    #expect(plugin.file == sample.file("plugins/first.py") || plugin.file == "plugins/first.py")
    #expect(plugin.kind == .source && plugin.succeeded && plugin.selfTime >= 10_000_000)
    #expect(process.imports.contains { $0.target == "plugin" && $0.site?.short == "app.py:4" })
    #expect(process.load("part")?.site?.short == "first.py:3")
    #expect(process.parent(of: process.load("part")) == "plugin")
    #expect(process.load("<run_path>")?.site?.short == "app.py:5")
    #expect(process.load("<run_path>")?.kind == .source)
    #expect(process.parent(of: process.load("colorsys")) == "<run_path>")
    #expect(process.load("tool")?.site?.short == "app.py:6")
    #expect(process.load("tool")?.file?.hasSuffix("tool.py") == true)
    #expect(process.load("tool")?.kind == .source)
    let parts = process.loads.filter { $0.name == "part" }
    #expect(parts.map(\.site?.short) == ["first.py:3", "app.py:8"])
    #expect(process.load("wave")?.site?.short == "app.py:13")
    let broken = try #require(process.load("broken"))
    #expect(!broken.succeeded && broken.site?.short == "app.py:16")
    // A script that runs as `__main__` is the program.
    #expect(!process.loads.contains { $0.name == "__main__" })
    #expect(process.imports.contains { $0.target == "colorsys" && $0.load == nil && $0.site?.short == "script.py:1" })
  }

  @Test(arguments: minorVersions) func `are one each, however their modules are run`(minor: Int) throws {
    let sample = try Sample(
      python: minor,
      [
        "app.py": "import package.inside, package.other\n", "package/__init__.py": "import colorsys\n",
        "package/inside.py": "import package\n", "package/other.py": "from . import inside\n",
      ]
    )
    let process = try sample.process()
    let own = process.loads.filter { $0.name.hasPrefix("package") }
    #expect(own.map(\.name).sorted() == ["package", "package.inside", "package.other"])
    let names = process.loads.filter { process.kind(ofPhase: $0.phase) == .initialization }.map(\.name)
    #expect(Set(names).count == names.count)
  }

  @Test(arguments: minorVersions) func `have their CPU time and their memory`(minor: Int) throws {
    let sample = try Sample(
      python: minor,
      [
        "app.py": "import busy, large\n",
        "busy.py": "import time\nstart = time.thread_time()\nwhile time.thread_time() - start < 0.03: pass\n",
        "large.py": "import time\ntime.sleep(0.001)\nblock = b'x' * (8 << 20)\ntime.sleep(0.001)\n",
      ]
    )
    let process = try #require(try sample.record().first)
    let busy = try #require(process.load("busy"))
    #expect(busy.selfCPU >= 30_000_000)
    #expect(busy.inclusiveCPU >= busy.selfCPU)
    #expect(try #require(process.load("large")).selfMemory >= 8 << 20)
  }

  @Test(arguments: minorVersions) func `that fail have a cost and a place all the same`(minor: Int) throws {
    let sample = try Sample(
      python: minor,
      [
        "app.py": "import outer\n",
        "outer.py": "try:\n    import broken\nexcept ImportError:\n    pass\n",
        "broken.py": "from time import sleep\nsleep(0.01)\nfrom sys import nothing_of_that_name\n",
      ]
    )
    let process = try sample.process()
    let broken = try #require(process.load("broken"))
    #expect(!broken.succeeded)
    #expect(broken.selfTime >= 10_000_000)
    #expect(broken.site?.short == "outer.py:2")
    #expect(process.parent(of: broken) == "outer")
    let outer = try #require(process.load("outer"))
    #expect(outer.inclusiveTime - outer.selfTime == broken.inclusiveTime)
  }

  @Test(arguments: minorVersions) func `that fail are marked, also under a try`(minor: Int) throws {
    let sample = try Sample(
      python: minor,
      [
        "app.py": """
        try:
            import broken
        except ValueError:
            pass
        try:
            import nowhere_to_be_found
        except ImportError:
            import fallback
        """,
        "broken.py": "import helper\nraise ValueError('on purpose')\n",
        "helper.py": "", "fallback.py": "",
      ]
    )
    let process = try #require(try sample.record().first)
    #expect(process.load("broken")?.succeeded == false)
    #expect(process.load("broken")?.site?.short == "app.py:2")
    #expect(process.load("helper")?.succeeded == true)
    #expect(process.parent(of: process.load("helper")) == "broken")
    #expect(process.load("nowhere_to_be_found")?.succeeded == false)
    #expect(process.load("nowhere_to_be_found")?.file == nil)
    #expect(process.load("fallback")?.succeeded == true)
    #expect(!process.isCut)
  }

  @Test(arguments: minorVersions) func `take the least disturbed of several starts`(minor: Int) throws {
    // The first start is slow, as if the machine had been busy.
    let slow = """
      import os, time
      path = os.path.join(os.path.dirname(__file__), "starts")
      starts = len(open(path).read()) if os.path.exists(path) else 0
      with open(path, "a") as file:
          file.write("x")
      # The plain start is number 0.
      time.sleep(0.2 if starts == 1 else 0.001)
      """
    let sample = try Sample(python: minor, ["app.py": "import slow\n", "slow.py": slow])
    var recorder = try sample.recorder(.command(["python3", "app.py"]))
    recorder.timedRuns = 2
    let process = try #require(try recorder.record(events: []).runs.first?.processes.first)
    let load = try #require(process.load("slow"))
    #expect(load.selfTime < 150_000_000)
  }

  @Test(arguments: minorVersions) func `have the time of a part that its package has loaded meanwhile`(minor: Int)
    throws
  {
    // `import shop.part` first loads `shop`, which loads the part itself.
    let sample = try Sample(
      python: minor,
      ["app.py": "import shop.part\n", "shop/__init__.py": "from . import part\n", "shop/part.py": Self.sleeping]
    )
    var recorder = try sample.recorder(.command(["python3", "app.py"]))
    recorder.timedRuns = 2
    let process = try #require(try recorder.record(events: []).runs.first?.processes.first)
    let times = process.loads.filter { $0.name == "shop.part" }.map(\.selfTime)
    #expect(times.reduce(0, +) >= 50_000_000)
  }

  private static let sleeping = "import time\ntime.sleep(0.05)\n"
}
