import EventLog
import Foundation
import Launching
import TestSupport
import Testing

@testable import Recording

/// However a program ends, what was noted until then is there, and the log says that it is cut.
@Suite struct `A log survives` {
  private static let endings = [
    "os._exit": "import os\nos._exit(3)\n",
    "a kill": "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n",
    "a segmentation fault": "import ctypes\nctypes.string_at(0)\n",
    "an abort": "import os\nos.abort()\n",
    "an exec": "import os\nos.execv('/bin/true', ['true'])\n",
  ]

  @Test(arguments: minorVersions, endings.keys.sorted()) func `a sudden end`(minor: Int, ending: String) throws {
    let program = "import helper\n" + (Self.endings[ending] ?? "")
    let sample = try Sample(python: minor, ["app.py": program, "helper.py": "import inner\n", "inner.py": ""])
    let plain = try sample.plain(["app.py"])
    let (watched, logs) = try sample.watched(["app.py"])
    #expect(watched.termination == plain.termination)
    let log = try EventLogFile(path: try #require(logs.first))
    #expect(log.isCut)
    let process = try sample.process()
    #expect(process.isCut)
    #expect(process.load("helper")?.succeeded == true)
    #expect(process.parent(of: process.load("inner")) == "helper")
  }

  /// What was being loaded then took as long as is known, and the loads inside it are not its own.
  @Test(arguments: minorVersions) func `an end while loading`(minor: Int) throws {
    let sample = try Sample(
      python: minor,
      [
        "app.py": "import outer\n", "outer.py": "import time\ntime.sleep(0.05)\nimport inner\nimport middle\n",
        "middle.py": "import os\nimport last\nos._exit(0)\n", "inner.py": "import time\ntime.sleep(0.05)\n",
        "last.py": "",
      ]
    )
    let process = try sample.process()
    var inside: [Int: UInt64] = [:]
    for load in process.loads { if let parent = load.parent { inside[parent, default: 0] += load.inclusiveTime } }
    for (index, load) in process.loads.enumerated() {
      #expect(load.selfTime + inside[index, default: 0] == load.inclusiveTime, "\(load.name)")
    }
    let outer = try #require(process.load("outer")), inner = try #require(process.load("inner"))
    #expect(!outer.succeeded && outer.inclusiveTime >= 100_000_000)
    #expect(outer.selfTime < outer.inclusiveTime - inner.inclusiveTime + 1 && outer.selfTime >= 50_000_000)
    #expect(process.load("middle").map { $0.inclusiveTime < 50_000_000 } == true)
  }

  /// A child that has no room for its log is no reason to give up on the others.
  @Test(arguments: minorVersions) func `a child without a log`(minor: Int) throws {
    let program = """
      import resource, subprocess, sys
      child = "print('child')"
      limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
      print(subprocess.run([sys.executable, "-c", child], preexec_fn=limit, stdout=subprocess.PIPE).stdout)
      import after
      """
    let sample = try Sample(python: minor, ["app.py": program, "after.py": ""])
    let processes = try sample.record()
    #expect(processes.first?.load("after")?.succeeded == true)
    #expect(processes.dropFirst().allSatisfy { $0.load("after") == nil })
  }

  /// Its probes are in place already when it turns out that there is no room.
  @Test(arguments: minorVersions) func `a forked child without a log, which goes on`(minor: Int) throws {
    let program = """
      import os, resource, sys, threading
      resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
      child = os.fork()
      if child == 0:
          import after, importlib
          importlib.reload(after)
          def grandchild():
              import colorsys
              print(after.value, colorsys.__name__)
          thread = threading.Thread(target=grandchild)
          thread.start()
          thread.join()
          sys.exit(7)
      print(os.waitpid(child, 0)[1])
      """
    let sample = try Sample(python: minor, ["app.py": program, "after.py": "value = 42\n"])
    let plain = try sample.plain(["-B", "app.py"])
    for probes in ["imports,memory,calls", "imports,counts,calls", "imports,effects"] {
      let (watched, logs) = try sample.watched(["-B", "app.py"], probes: probes)
      #expect(logs.count == 1)
      #expect(watched.standardOutput.text == plain.standardOutput.text)
      #expect(watched.standardOutput.text == "42 colorsys\n1792\n")
      #expect(watched.standardError.text == plain.standardError.text)
    }
  }

  @Test(arguments: minorVersions) func `a full disk, and it is said`(minor: Int) throws {
    let program = """
      import resource
      resource.setrlimit(resource.RLIMIT_FSIZE, (1200000, 1200000))
      for number in range(30000):
          exec("def function_with_a_long_name_%d(): pass\\nfunction_with_a_long_name_%d()" % (number, number))
      """
    let sample = try Sample(python: minor, ["app.py": program])
    #expect(try sample.process(probes: "imports,calls").remarks == [.logFull])
  }

  /// What a forked child is before another program takes its place.
  @Test(arguments: minorVersions) func `a child that becomes another program, without a trace`(minor: Int) throws {
    let program = """
      import subprocess
      subprocess.run(["true"])
      """
    let sample = try Sample(python: minor, ["app.py": program])
    #expect(try sample.record().count == 1)
  }

  @Test func `a start that looks for effects and fails, and it is said`() throws {
    let program = """
      import os
      def handle(event, context):
          assert "effects" not in os.environ.get("LIBPROF_AGENT_PROBES", "")
      """
    let sample = try Sample(python: 11, ["app.py": program])
    let process = try sample.firstProcess(.handler("app.handle"), sample.event("{}"))
    #expect(process.remarks == [.effectsUnknown])
  }

  /// A limit on the size of files is what a full disk is to the log: it cannot grow.
  @Test(arguments: minorVersions) func `a disk without room for more`(minor: Int) throws {
    // More than the first window of the log holds.
    let program = """
      import resource, sys
      resource.setrlimit(resource.RLIMIT_FSIZE, (1200000, 1200000))
      import first
      for number in range(30000):
          exec("def function_with_a_long_name_%d(): pass\\nfunction_with_a_long_name_%d()" % (number, number))
      import last
      print("done")
      """
    let sample = try Sample(python: minor, ["app.py": program, "first.py": "", "last.py": ""])
    let (outcome, logs) = try sample.watched(["app.py"])
    #expect(outcome.isSuccess)
    #expect(outcome.standardOutput.text == "done\n", "\(outcome.standardError.text)")
    let log = try EventLogFile(path: try #require(logs.first))
    #expect(log.isFull)
    #expect(log.isCut)
    let process = try sample.process(probes: "imports,calls")
    #expect(process.isCut)
    #expect(process.load("first")?.succeeded == true)
  }

  @Test func `no room at all, and the program does not notice`() throws {
    let sample = try Sample(python: 11, ["app.py": "print('done')\n"])
    let limited = ["/bin/sh", "-c", "ulimit -f 1; exec \"$0\" app.py", sample.interpreter.executable]
    let (outcome, logs) = try sample.watched(command: limited)
    #expect(outcome.isSuccess)
    #expect(outcome.standardOutput.text == "done\n")
    for log in logs { #expect(try Data(contentsOf: URL(filePath: log)).isEmpty) }
  }

  /// Real logs, damaged at random: reading one ends, and keeps to its bounds.
  @Test func `any damage without harm to its reader`() throws {
    let sample = try Sample(
      python: 11,
      ["app.py": "import json, helper\nhelper.f()\n", "helper.py": "def f(): pass\n"]
    )
    let (_, logs) = try sample.watched(["app.py"])
    let whole = try [UInt8](Data(contentsOf: URL(filePath: try #require(logs.first))))
    let number = ProcessRecordBuilder.build(try EventLogFile(path: "whole", bytes: whole)).loads.count
    #expect(number > 10)
    var generator = SeededGenerator(seed: 4_711)
    for round in 0..<4_000 {
      var bytes = whole
      if round % 2 == 0 { bytes.removeLast(Int.random(in: 0...bytes.count, using: &generator)) }
      let flips = Int.random(in: 0...8, using: &generator)
      for _ in 0..<flips where !bytes.isEmpty {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[index] ^= 1 << UInt8.random(in: 0...7, using: &generator)
      }
      guard let log = try? EventLogFile(path: "damaged", bytes: bytes) else { continue }
      let process = ProcessRecordBuilder.build(log)
      // A flipped bit can make an end out of something else.
      if flips == 0, bytes.count < whole.count { #expect(process.isCut) }
      #expect(process.loads.count <= bytes.count / 56)
      for (index, load) in process.loads.enumerated() { #expect((load.parent ?? -1) < index) }
    }
  }
}
