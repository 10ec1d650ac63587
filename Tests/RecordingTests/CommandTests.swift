import EventLog
import Foundation
import Launching
import Recording
import TestSupport
import Testing

@Suite struct `A recorded command` {
  private static let files = [
    "app.py": "import helper\nhelper.greet()\n",
    "helper.py": "def greet(): pass\n",
    "pkg/__init__.py": "",
    "pkg/__main__.py": "from . import part\nimport helper\nhelper.greet()\n",
    "pkg/part.py": "",
    "folder/__main__.py": "import helper\nhelper.greet()\n",
    "folder/helper.py": "def greet(): pass\n",
  ]

  @Test(
    arguments: minorVersions,
    [["app.py"], ["-m", "pkg"], ["-c", "import helper; helper.greet()"], ["-S", "-OE", "app.py"], ["folder"]]
  )
  func `shows the program's modules and calls`(minor: Int, arguments: [String]) throws {
    let sample = try Sample(python: minor, Self.files)
    let process = try #require(try sample.record(arguments).first)
    let load = try #require(process.load("helper"))
    #expect(load.succeeded)
    #expect(load.parent == nil)
    #expect(process.kind(ofPhase: load.phase) == .initialization)
    #expect(process.calls.contains { $0.site.short == "helper.py:1" && $0.load == nil })
    #expect(process.phases.map(\.kind) == [.interpreterStart, .initialization, .invocation, .exit])
    #expect(process.calls.contains { $0.site.short == "helper.py:1" && process.kind(ofPhase: $0.phase) == .invocation })
    #expect(!process.isCut)
    #expect((process.load("site") == nil) == arguments.contains("-S"))
    if arguments == ["-m", "pkg"] { #expect(process.load("pkg.part")?.site?.short == "__main__.py:1") }
  }

  @Test(arguments: minorVersions) func `leaves before what it does at its exit, and before it is taken apart`(
    minor: Int
  )
    throws
  {
    let sample = try Sample(
      python: minor,
      [
        "app.py": """
        import atexit
        import helper

        class Thing:
            def __del__(self, close=helper.close):
                close()

        waiting = helper.numbers()
        thing = Thing()
        thing.itself = thing
        atexit.register(helper.farewell)
        """,
        "helper.py": """
        def counted():
            try:
                yield 1
                yield 2
            finally:
                cleaned()
        def cleaned(): pass
        def close(): pass
        def farewell(): pass
        def numbers(generator=counted()):
            next(generator)
            return generator
        """,
      ]
    )
    let process = try #require(try sample.record().first)
    func phases(of name: String) -> [Phase.Kind?] {
      process.calls.filter { $0.name == name && $0.load == nil }.map { process.kind(ofPhase: $0.phase) }
    }
    #expect(process.phases.map(\.kind) == [.interpreterStart, .initialization, .invocation, .exit])
    #expect(phases(of: "farewell") == [.exit])
    #expect(phases(of: "close") == [.exit])
    #expect(phases(of: "cleaned") == [.exit])
    #expect(phases(of: "counted") == [.invocation])
  }

  @Test(arguments: minorVersions) func `may be isolated`(minor: Int) throws {
    let sample = try Sample(python: minor, ["app.py": "import colorsys\n"])
    let process = try #require(try sample.record(["-I", "app.py"]).first)
    #expect(process.load("colorsys")?.site?.short == "app.py:1")
  }

  @Test(arguments: minorVersions) func `may be an archive`(minor: Int) throws {
    let sample = try Sample(python: minor, Self.files)
    let made = try sample.plain(["-m", "zipapp", "folder", "-o", "app.pyz"])
    #expect(made.isSuccess, "\(made.standardError.text)")
    let process = try #require(try sample.record(["app.pyz"]).first)
    #expect(
      process.load("helper")?.file == "app.pyz/helper.py"
        || process.load("helper")?.file?.hasSuffix(".pyz/helper.py") == true
    )
    #expect(process.calls.contains { $0.site.short == "helper.py:1" && $0.load == nil })
  }

  @Test(arguments: minorVersions) func `that leaves without ceremony has a log that is cut`(minor: Int) throws {
    let sample = try Sample(python: minor, ["app.py": "import os, helper\nos._exit(3)\n", "helper.py": ""])
    let (outcome, logs) = try sample.watched(["app.py"])
    #expect(outcome.termination == .exited(code: 3))
    let log = try EventLogFile(path: try #require(logs.first))
    #expect(log.isCut)
    #expect(log.state == .attached)
    let process = try #require(try sample.record().first)
    #expect(process.isCut)
    #expect(process.load("helper")?.succeeded == true)
  }

  @Test(arguments: minorVersions) func `that is killed has a log that is cut`(minor: Int) throws {
    let sample = try Sample(
      python: minor,
      ["app.py": "import os, signal, helper\nos.kill(os.getpid(), signal.SIGKILL)\n", "helper.py": ""]
    )
    let process = try #require(try sample.record().first)
    #expect(process.isCut)
    #expect(process.load("helper")?.succeeded == true)
  }

  @Test(arguments: minorVersions) func `that forks has a log for each process`(minor: Int) throws {
    let program = """
      import os, sys, before
      child = os.fork()
      if child == 0:
          import inside
          sys.exit(0)
      os.waitpid(child, 0)
      import after
      """
    let sample = try Sample(
      python: minor,
      ["app.py": program, "before.py": "", "inside.py": "", "after.py": ""]
    )
    let processes = try sample.record()
    try #require(processes.count == 2)
    #expect(processes[1].parent == processes[0].identifier)
    #expect(processes[1].identifier != processes[0].identifier)
    let names = processes.map { process in ["before", "inside", "after"].filter { process.load($0) != nil } }
    #expect(names == [["before", "after"], ["inside"]])
    #expect(processes.allSatisfy { !$0.isCut })
  }

  @Test(arguments: minorVersions) func `that forks while it loads has loads in both`(minor: Int) throws {
    let program = """
      import os
      child = os.fork()
      if child == 0:
          import inside
      else:
          os.waitpid(child, 0)
          import after
      """
    let sample = try Sample(
      python: minor,
      ["app.py": "import forking\n", "forking.py": program, "inside.py": "", "after.py": ""]
    )
    let processes = try sample.record()
    try #require(processes.count == 2)
    #expect(processes[0].parent(of: processes[0].load("after")) == "forking")
    #expect(processes[1].load("inside")?.succeeded == true)
  }

  @Test(arguments: minorVersions) func `that starts another Python has a log for it`(minor: Int) throws {
    let program = "import subprocess, sys\nsubprocess.check_call([sys.executable, '-c', 'import helper'])\n"
    let sample = try Sample(python: minor, ["app.py": program, "helper.py": ""])
    let processes = try sample.record()
    #expect(processes.count { $0.load("helper") != nil } == 1)
    #expect(processes.first?.load("subprocess") != nil)
  }

  @Test(arguments: minorVersions) func `with threads keeps their loads apart`(minor: Int) throws {
    let program = """
      import threading
      names = ["one", "two", "three", "four"]
      threads = [threading.Thread(target=__import__, args=(name,)) for name in names]
      for thread in threads: thread.start()
      for thread in threads: thread.join()
      """
    var files = ["app.py": program]
    for name in ["one", "two", "three", "four"] {
      files["\(name).py"] = "import time\ntime.sleep(0.01)\nimport \(name)_inner\n"
      files["\(name)_inner.py"] = "import time\ntime.sleep(0.01)\n"
    }
    let process = try #require(try Sample(python: minor, files).record().first)
    for name in ["one", "two", "three", "four"] {
      #expect(process.load(name).map { $0.parent == nil && $0.succeeded } == true)
      #expect(process.parent(of: process.load("\(name)_inner")) == name)
    }
  }

  @Test func `that is no Python is told from one`() throws {
    let sample = try Sample(python: 11)
    let error = try #require(throws: RecordingError.self) {
      try sample.recorder(.command(["/bin/sh", "-c", "exit 0"])).record(events: [])
    }
    guard case .noInterpreterStarted = error else {
      Issue.record("it is \(error)")
      return
    }
  }

  @Test func `needs an agent`() throws {
    let sample = try Sample(python: 11)
    let error = try #require(throws: RecordingError.self) {
      try Recorder(start: sample.start(.command(["python3"])), agent: "/nonexistent/agent.so", scratch: sample.work)
    }
    guard case .agentNotFound("/nonexistent/agent.so") = error else {
      Issue.record("it is \(error)")
      return
    }
  }
}
