import Foundation
import Launching
import Recording
import TestSupport
import Testing

/// Whatever a program starts is in the same recording.
@Suite struct `A program's children` {
  private static let library = """
    def in_parent(): return 1
    def in_child(*arguments): return 2
    def in_thread(*arguments): return 3
    """

  private func run(_ minor: Int, _ program: String) throws -> Run {
    let sample = try Sample(python: minor, ["app.py": program, "library.py": Self.library])
    return try #require(try sample.recorder(.command(["python3", "app.py"])).record(events: []).runs.first)
  }

  private func calls(_ name: String, in process: ProcessRecord) -> Int {
    process.calls.count { $0.site.file.hasSuffix("library.py") && $0.name == name && $0.load == nil }
  }

  private static let starters = [
    "fork": """
    import os
    child = os.fork()
    if child == 0:
        library.in_child()
    else:
        os.waitpid(child, 0)
    """,
    "fork in a thread": """
    import os, threading
    def start():
        child = os.fork()
        if child == 0:
            library.in_child()
            os._exit(0)
        os.waitpid(child, 0)
    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
    """,
    "subprocess": """
    import subprocess, sys
    subprocess.check_call([sys.executable, "-c", "import library; library.in_child()"])
    """,
    "a shell": """
    import subprocess, sys
    subprocess.check_call(["/bin/sh", "-c", "'%s' -c 'import library; library.in_child()'; exit 0" % sys.executable])
    """,
    "asyncio": """
    import asyncio, sys
    async def start():
        child = await asyncio.create_subprocess_exec(sys.executable, "-c", "import library; library.in_child()")
        await child.wait()
    asyncio.run(start())
    """,
    "multiprocessing by fork": multiprocessing("fork"),
    "multiprocessing by spawn": multiprocessing("spawn"),
    "multiprocessing by forkserver": multiprocessing("forkserver"),
    "a process pool": """
    import concurrent.futures, multiprocessing
    if __name__ == "__main__":
        context = multiprocessing.get_context("spawn")
        with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
            pool.submit(library.in_child).result()
    """,
  ]

  private static func multiprocessing(_ method: String) -> String {
    """
    import multiprocessing
    if __name__ == "__main__":
        process = multiprocessing.get_context("\(method)").Process(target=library.in_child)
        process.start()
        process.join()
    """
  }

  /// Their times are from another start than the program's: as long after its beginning as there.
  @Test func `begin when the program has come to that`() throws {
    let run = try run(13, "import subprocess, sys, time\ntime.sleep(2)\nsubprocess.run([sys.executable, '-c', ''])\n")
    let began = try run.processes.prefix(2).map { try #require($0.phases.first).began }
    try #require(began.count == 2)
    let after = Double(began[1]) - Double(began[0])
    // The start that children are from comes after another one, of more than two seconds.
    #expect(after > 2_000_000_000 && after < 4_000_000_000, "\(after)")
  }

  @Test(arguments: minorVersions, starters.keys.sorted()) func `are recorded when started by`(
    minor: Int,
    starter: String
  )
    throws
  {
    let run = try run(minor, "import library\nlibrary.in_parent()\n" + (Self.starters[starter] ?? ""))
    #expect(run.processes.count >= 2)
    #expect(calls("in_parent", in: run.processes[0]) == 1)
    #expect(calls("in_child", in: run.processes[0]) == 0)
    #expect(run.processes.dropFirst().count { calls("in_child", in: $0) == 1 } == 1)
    // A shell in between is no Python, and has no log.
    if starter != "a shell" {
      #expect(run.processTree.count == 1)
      #expect(run.processTree[0].process == 0)
      #expect(!run.processTree[0].children.isEmpty)
    }
  }

  @Test(arguments: minorVersions) func `have children of their own`(minor: Int) throws {
    let run = try run(
      minor,
      """
      import os
      for level in range(3):
          child = os.fork()
          if child:
              os.waitpid(child, 0)
              break
      """
    )
    #expect(run.processes.count == 4)
    func depth(_ tree: ProcessTree) -> Int { 1 + (tree.children.map(depth).max() ?? 0) }
    #expect(run.processTree.map(depth) == [4])
  }

  @Test(arguments: [8, 11, 13]) func `may be 200`(minor: Int) throws {
    let run = try run(
      minor,
      """
      import os, library
      for number in range(200):
          child = os.fork()
          if child == 0:
              library.in_child()
              os._exit(0)
          os.waitpid(child, 0)
      """
    )
    #expect(run.processes.count == 201)
    #expect(run.processTree.first?.children.count == 200)
    #expect(run.processes.dropFirst().allSatisfy { calls("in_child", in: $0) == 1 })
  }

  @Test(arguments: minorVersions) func `may outlive it`(minor: Int) throws {
    let run = try run(
      minor,
      """
      import os, time, library
      reading, writing = os.pipe()
      if os.fork() == 0:
          library.in_child()
          os.write(writing, b"x")
          time.sleep(60)
      os.read(reading, 1)
      """
    )
    #expect(run.processes.map(\.isCut) == [false, true])
    #expect(calls("in_child", in: run.processes[1]) == 1)
    #expect(run.processTree == [ProcessTree(process: 0, children: [ProcessTree(process: 1, children: [])])])
  }

  private static let threads = [
    "threading": """
    import threading
    thread = threading.Thread(target=library.in_thread)
    thread.start()
    thread.join()
    """,
    "a daemon": """
    import threading, time
    done = threading.Event()
    def work():
        library.in_thread()
        done.set()
        time.sleep(60)
    threading.Thread(target=work, daemon=True).start()
    done.wait()
    """,
    "_thread": """
    import _thread, time
    lock = _thread.allocate_lock()
    lock.acquire()
    def work(*arguments, **named):
        library.in_thread()
        lock.release()
    _thread.start_new_thread(work, (1,), {"a": 2})
    lock.acquire()
    """,
    "a thread pool": """
    import concurrent.futures
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(library.in_thread, range(20)))
    """,
    "asyncio": """
    import asyncio
    async def main():
        await asyncio.get_running_loop().run_in_executor(None, library.in_thread)
    asyncio.run(main())
    """,
  ]

  @Test(arguments: minorVersions, threads.keys.sorted())
  func `are threads as well, of`(minor: Int, kind: String) throws {
    let run = try run(minor, "import library\n" + (Self.threads[kind] ?? ""))
    #expect(run.processes.count == 1)
    #expect(calls("in_thread", in: run.processes[0]) == 1)
  }

  /// A thread that C code made itself has the agent's ear only from 3.12 on.
  @Test(arguments: minorVersions) func `made by C code are heard from 3_12 on`(minor: Int) throws {
    let run = try run(
      minor,
      """
      import ctypes, library
      own = ctypes.CDLL(None)
      step = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)(lambda _: library.in_thread() and None)
      thread = ctypes.c_ulong()
      own.pthread_create(ctypes.byref(thread), None, step, None)
      own.pthread_join(thread, None)
      """
    )
    #expect(calls("in_thread", in: run.processes[0]) == (minor >= 12 ? 1 : 0))
  }

  @Test(arguments: minorVersions) func `fail and are refused as without the agent`(minor: Int) throws {
    let sample = try Sample(
      python: minor,
      [
        "app.py": """
        import _thread, sys, threading, time
        for arguments in [(), (1, ()), (print, 1), (print, (), 3), (print, (), {}, 4)]:
            try:
                _thread.start_new_thread(*arguments)
            except TypeError as error:
                print(error)
        try:
            _thread.start_new_thread(function=print, args=())
        except TypeError as error:
            print(error)
        def failing(lock):
            try:
                raise KeyError("lost")
            finally:
                lock.release()
        sys.unraisablehook = lambda all: print(all.exc_type, getattr(all.object, '__name__', ''))
        for function in [failing, lambda lock: (lock.release(), sys.exit())]:
            lock = _thread.allocate_lock()
            lock.acquire()
            _thread.start_new_thread(function, (lock,))
            lock.acquire()
            time.sleep(0.05)
        threading.excepthook = lambda all: print(all.exc_type, all.thread.name)
        thread = threading.Thread(target=lambda: 1 / 0, name="named")
        thread.start()
        thread.join()
        """
      ]
    )
    let plain = try sample.plain(["app.py"])
    let (watched, _) = try sample.watched(["app.py"])
    #expect(plain.isSuccess, "\(plain.standardError.text)")
    #expect(watched.standardOutput.text == plain.standardOutput.text)
    #expect(watched.standardError.text == plain.standardError.text)
  }
}

@Suite struct `A child that cannot be watched` {
  private static let old = Interpreters.all.first { !$0.isAtLeast(8) }

  @Test(.enabled(if: old != nil, "needs a CPython before 3.8")) func `is told of`() throws {
    let old = try #require(Self.old)
    let sample = try Sample(
      python: 11,
      ["app.py": "import subprocess\nsubprocess.run(['\(old.path)', '-c', 'import json'], check=True)\n"]
    )
    let processes = try sample.record()
    #expect(processes.count == 1)
    #expect(processes.first?.remarks == [.childUnwatched])
  }
}

/// A program may watch itself as well.
@Suite struct `A program that watches itself` {
  /// Before 3.12 a function given to `sys.setprofile` hears of the end of that very call, because there was a hook before;
  /// so only calls of Python functions are counted.
  private static let programs = [
    "sys.settrace":
      "seen = []\ndef trace(*_): seen.append(1)\nsys.settrace(trace)\nlibrary.late()\nsys.settrace(None)\nprint(len(seen))\n",
    "sys.setprofile":
      "seen = []\nsys.setprofile(lambda frame, event, _: seen.append(event))\nlibrary.late()\nsys.setprofile(None)\nprint(seen.count('call'))\n",
    "cProfile":
      "import cProfile\nprofile = cProfile.Profile()\nprofile.runcall(library.late)\nprint(len(profile.getstats()))\n",
    "pdb":
      "import pdb, io\npdb.Pdb(stdin=io.StringIO('continue\\n'), stdout=io.StringIO()).run('library.late()', globals())\n",
    "bdb": debugger("bdb.Bdb"),
    "bdb with sys.monitoring": debugger(
      "(lambda: bdb.Bdb(backend='monitoring')) if sys.version_info >= (3, 14) else bdb.Bdb"
    ),
    "trace": "import trace\nprint(len(trace.Trace(count=1, trace=0).runfunc(library.late) or 'none'))\n",
    "sys.monitoring": """
    counts = {}
    if hasattr(sys, "monitoring"):
        from sys import monitoring
        def started(code, offset):
            if code.co_filename.endswith("library.py"):
                counts[code.co_name] = counts.get(code.co_name, 0) + 1
            return monitoring.DISABLE
        for number in (0, 1, 2, 3, 5):
            monitoring.use_tool_id(number, "own")
        monitoring.register_callback(2, monitoring.events.PY_START, started)
        monitoring.set_events(2, monitoring.events.PY_START)
    library.late()
    import colorsys
    library.late()
    sys.audit("libprof.phase", "invocation", "event")
    library.late()
    library.later()
    print(counts)
    """,
  ]

  /// What a debugger says that steps through `late`, from a breakpoint in it.
  private static func debugger(_ make: String) -> String {
    """
    import bdb
    debugger = (\(make))()
    def stop(kind, frame):
        print(kind, frame.f_code.co_name, frame.f_lineno)
        debugger.set_step()
    debugger.user_line = lambda frame: stop("line", frame)
    debugger.user_return = lambda frame, value: stop("return", frame)
    debugger.set_break(library.__file__, 1)
    def twice(): return library.late() + library.late()
    print(debugger.runcall(twice))
    """
  }

  private static let watchers = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Applications/.environments/Watchers/lib").path
  private static let coverage = (try? FileManager.default.contentsOfDirectory(atPath: watchers))?.first
    .map { "\(watchers)/\($0)/site-packages" }

  /// Its extension module is there for one version only; what it keeps in `sys.monitoring` came with 3.12.
  private static let coverageCores =
    [(11, "ctrace")] + minorVersions.map { ($0, "pytrace") } + minorVersions.filter { $0 >= 12 }.map { ($0, "sysmon") }

  @Test(
    .enabled(if: coverage != nil, "needs `Tests/Applications/prepare Tests/RecordingTests/Watchers`"),
    arguments: coverageCores
  ) func `has the same coverage, measured by`(minor: Int, core: String) throws {
    let sample = try Sample(
      python: minor,
      [
        "app.py": "import library\nprint(library.late(2))\n",
        "library.py": """
        def late(n):
            if n > 3:
                return n
            return [m + late(4) for m in range(n)]
        def never():
            pass
        """,
        "measure.py": """
        import sys
        sys.path.append("\(Self.coverage ?? "")")
        import coverage
        measured = coverage.Coverage(data_file=None, source=["."], omit=["measure.py"])
        measured.start()
        core = dict(measured.sys_info())["core"]
        import app
        measured.stop()
        print(core)
        measured.report(show_missing=True)
        """,
      ]
    )
    let variables = ["COVERAGE_CORE": core]
    let plain = try sample.plain(["measure.py"], variables: variables)
    let (watched, logs) = try sample.watched(["measure.py"], variables: variables)
    let name = ["ctrace": "CTracer", "pytrace": "PyTracer", "sysmon": "SysMonitor"][core] ?? ""
    #expect(plain.standardOutput.text.contains("\(name)\n"), "\(plain.standardOutput.text)\(plain.standardError.text)")
    #expect(plain.isSuccess && plain.standardOutput.text.contains("library.py"))
    #expect(watched.termination == plain.termination)
    #expect(watched.standardOutput.text == plain.standardOutput.text)
    #expect(watched.standardError.text == plain.standardError.text)
    let process = try sample.processes(of: logs)[0]
    #expect(process.remarks == [] && process.calls.contains { $0.name == "late" })
  }

  @Test(arguments: minorVersions) func `says the same to a debugger's commands`(minor: Int) throws {
    let sample = try Sample(
      python: minor,
      ["app.py": "import library\nprint(library.late())\n", "library.py": "def late():\n    x = 1\n    return [x]\n"]
    )
    let commands = ["break library.py:2", "continue", "next", "print(x)", "where", "continue", "quit"]
    let arguments = ["-m", "pdb"] + commands.flatMap { ["-c", $0] } + ["app.py"]
    let plain = try sample.plain(arguments)
    let (watched, _) = try sample.watched(arguments)
    #expect(
      plain.standardOutput.text.contains("-> return [x]"),
      "\(plain.standardOutput.text)\(plain.standardError.text)"
    )
    #expect(watched.termination == plain.termination)
    #expect(watched.standardOutput.text == plain.standardOutput.text)
    #expect(watched.standardError.text == plain.standardError.text)
  }

  @Test(arguments: minorVersions, programs.keys.sorted())
  func `says the same, and the record says what it lacks, with`(minor: Int, means: String) throws {
    let sample = try Sample(
      python: minor,
      [
        "app.py": "import sys, library\n" + (Self.programs[means] ?? ""),
        "library.py": "def late(): return [1]\ndef later(): return 2\n",
      ]
    )
    let plain = try sample.plain(["app.py"])
    let (watched, logs) = try sample.watched(["app.py"])
    #expect(plain.isSuccess, "\(plain.standardError.text)")
    #expect(watched.termination == plain.termination)
    #expect(watched.standardOutput.text == plain.standardOutput.text)
    #expect(watched.standardError.text == plain.standardError.text)
    let process = try sample.processes(of: logs)[0]
    let isLost = minor < 12 && ["sys.setprofile", "cProfile"].contains(means)
    #expect(process.remarks == (isLost ? [.profileHookLost] : []))
    #expect(process.calls.contains { $0.name == "late" } == !isLost)
    if means == "sys.monitoring" { #expect(process.calls.contains { $0.name == "later" }) }
  }
}
