import Foundation
import Recording
import TestSupport
import Testing

@Suite(.serialized) struct `Samples` {
  /// Twelve rounds in which three functions take 70, 20 and 10 % of the time, all by one way of `spend`.
  ///
  /// On a busy machine a function may be held up: the program tells what each really took.
  private static func program(_ spend: String) -> String {
    """
    import hashlib, os, sys, time
    data = b"x" * 200_000

    \(spend)

    def large(): spend(0.105)
    def middle(): spend(0.03)
    def small(): spend(0.015)

    took = {large: 0, middle: 0, small: 0}
    def work():
        for _ in range(12):
            for function in took:
                began = time.monotonic()
                function()
                took[function] += time.monotonic() - began

    work()
    with open("shares" if "calls" not in os.environ.get("LIBPROF_AGENT_PROBES", "") or sys.version_info >= (3, 12) else "other", "w") as file:
        file.write(" ".join(str(took[function] / sum(took.values())) for function in took))
    """
  }

  private static let python = """
    def step(n): return n + 1
    def spend(seconds):
        end = time.monotonic() + seconds
        n = 0
        while time.monotonic() < end:
            for _ in range(50): n = step(n)
    """
  private static let extensionModule = """
    def spend(seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            hashlib.sha256(data).digest()
    """
  private static let waiting = """
    def spend(seconds):
        time.sleep(seconds)
    """

  /// Interpreters of each way to find frames, and all since 3.11, whose layouts differ most; that stacks are right is tested on
  /// all of them below.
  @Test(arguments: minorVersions.filter { $0 == 8 || $0 >= 11 }, [python, extensionModule, waiting])
  func `give known shares within two points`(minor: Int, spend: String) throws {
    let sample = try Sample(python: minor, ["app.py": Self.program(spend)])
    // A program that is kept from running by others has other shares in each of its starts: then it is looked at again.
    var tree = SampleTree()
    var errors: [Double] = []
    for _ in 0..<4 where errors.last.map({ $0 >= 0.02 }) ?? true {
      tree = try #require(try sample.record().first).samples
      #expect(tree.problem == nil)
      let whole = time(under: "work", tree)
      let shares = try String(contentsOfFile: sample.file("shares"), encoding: .utf8).split(separator: " ")
        .compactMap { Double($0) }
      errors.append(
        zip(["large", "middle", "small"], shares).map { abs(time(under: $0, tree) / whole - $1) }.max() ?? 1
      )
    }
    #expect(errors.contains { $0 < 0.02 }, "\(errors)")
    let whole = time(under: "work", tree)
    let running = tree.weights.reduce(0.0) { $0 + Double($1.runningTime) }
    #expect((running < whole / 2) == (spend == Self.waiting))
    #expect(tree.nodes.contains { $0.name == "large" && $0.site.short == "app.py:\(line(of: "large", sample))" })
  }

  @Test(arguments: minorVersions) func `tell threads apart`(minor: Int) throws {
    let program = """
      import threading, time
      def first():
          end = time.monotonic() + 0.4
          while time.monotonic() < end: pass
      def second(): time.sleep(0.4)
      threads = [threading.Thread(target=target) for target in (first, second)]
      for thread in threads: thread.start()
      for thread in threads: thread.join()
      """
    let sample = try Sample(python: minor, ["app.py": program])
    let tree = try #require(try sample.record().first).samples
    let threads = ["first", "second", "<module>"].map { name in
      Set(
        tree.weights.filter { tree.path(to: $0.node).contains { $0.name == name && $0.site.short.hasPrefix("app.py") } }
          .map(\.thread)
      )
    }
    #expect(threads.allSatisfy { $0.count == 1 })
    #expect(Set(threads.flatMap(\.self)).count == 3)
    #expect(threads[2] == [0])
  }

  @Test(arguments: minorVersions) func `show a forked child`(minor: Int) throws {
    let program = """
      import os, time
      def child(): time.sleep(0.3)
      def parent(): os.waitpid(number, 0)
      number = os.fork()
      if number: parent()
      else:
          child()
          os._exit(0)
      """
    let sample = try Sample(python: minor, ["app.py": program])
    let processes = try sample.record()
    #expect(processes.count == 2)
    #expect(processes.first.map { $0.samples.nodes.contains { $0.name == "child" } } == false)
    #expect(processes.last.map { $0.samples.nodes.contains { $0.name == "child" } } == true)
  }

  @Test(arguments: minorVersions) func `follow deep recursion`(minor: Int) throws {
    let program = """
      import sys, threading, time
      sys.setrecursionlimit(10_000)
      threading.stack_size(256 << 20)
      def down(n): return down(n - 1) if n else time.sleep(0.5)
      thread = threading.Thread(target=down, args=(5_000,))
      thread.start()
      thread.join()
      """
    let sample = try Sample(python: minor, ["app.py": program])
    let tree = try #require(try sample.record().first).samples
    let deepest = tree.weights.map { weight in tree.path(to: weight.node).count { $0.name == "down" } }.max()
    #expect(deepest == 5_001)
  }

  @Test(arguments: minorVersions) func `belong to phases`(minor: Int) throws {
    let program = """
      import time
      time.sleep(0.2)
      def handle(event, context):
          time.sleep(0.2)
      """
    let sample = try Sample(python: minor, ["app.py": program])
    let recording = try sample.record(handler: "app.handle", events: [try sample.event("{}")])
    let process = try #require(recording.runs.first?.processes.first)
    let tree = process.samples
    for weight in tree.weights {
      let path = tree.path(to: weight.node)
      if path.contains(where: { $0.name == "handle" }) { #expect(process.kind(ofPhase: weight.phase) == .invocation) }
    }
    #expect(
      Set(tree.weights.compactMap { process.kind(ofPhase: $0.phase) }).isSuperset(of: [.initialization, .invocation])
    )
  }

  @Test(arguments: minorVersions) func `belong to what follows where the initialization of a command ends`(minor: Int)
    throws
  {
    let program = """
      import time
      def prepare():
          time.sleep(0.2)
      def serve():
          time.sleep(0.4)
      prepare()
      serve()
      """
    let sample = try Sample(python: minor, ["app.py": program])
    var start = sample.start(.command(["python3", "app.py"]))
    start.initializationEnd = "app:serve"
    var recorder = try Recorder(start: start, scratch: sample.work)
    recorder.timedRuns = 1
    let process = try #require(try recorder.record(events: []).runs.first?.processes.first)
    func time(of function: String, in kind: Phase.Kind) -> Double {
      process.samples.weights.filter { weight in
        process.kind(ofPhase: weight.phase) == kind
          && process.samples.path(to: weight.node).contains { $0.name == function }
      }
      .reduce(0) { $0 + Double($1.time) }
    }
    // Before 3.12 the end is known from another start, and on a busy machine starts differ: half of it has to be right.
    #expect(time(of: "serve", in: .invocation) > 200_000_000)
    #expect(time(of: "prepare", in: .initialization) > 100_000_000)
  }

  /// A busy machine takes fewer, but never more.
  @Test(arguments: [50, 400]) func `are as many as the rate says`(rate: Int) throws {
    let program = "import time\ndef wait(): time.sleep(0.5)\nwait()\n"
    let sample = try Sample(python: 13, ["app.py": program])
    var recorder = try sample.recorder(.command(["python3", "app.py"]))
    recorder.samplingRate = rate
    let tree = try #require(try recorder.record(events: []).runs.first?.processes.first).samples
    let waiting = tree.weights.filter { weight in tree.path(to: weight.node).contains { $0.name == "wait" } }
    let count = waiting.reduce(0) { $0 + $1.count }
    #expect(count > rate / 8 && count <= rate / 2 + 2, "\(count)")
  }

  @Test func `are none at rate 0`() throws {
    let sample = try Sample(python: 11, ["app.py": "import time\ntime.sleep(0.1)\n"])
    var recorder = try sample.recorder(.command(["python3", "app.py"]))
    recorder.samplingRate = 0
    let process = try #require(try recorder.record(events: []).runs.first?.processes.first)
    #expect(process.samples == SampleTree())
  }

  @Test func `are kept in the file`() throws {
    let sample = try Sample(python: 11, ["app.py": "import time\ntime.sleep(0.1)\n"])
    let recording = try sample.recorder(.command(["python3", "app.py"])).record(events: [])
    try RecordingFile.write(recording, to: sample.file("kept.libprof"))
    #expect(recording.runs.first?.processes.first?.samples.weights.isEmpty == false)
    #expect(try RecordingFile.read(sample.file("kept.libprof")) == recording)
  }

  /// The time in a function of the program and in all that it calls.
  private func time(under name: String, _ tree: SampleTree) -> Double {
    tree.weights.filter { weight in tree.path(to: weight.node).contains { $0.name == name } }
      .reduce(0) { $0 + Double($1.time) }
  }

  private func line(of function: String, _ sample: Sample) -> Int {
    let text = (try? String(contentsOfFile: sample.file("app.py"), encoding: .utf8)) ?? ""
    return
      (text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.hasPrefix("def \(function)(") }
      ?? -1) + 1
  }
}
