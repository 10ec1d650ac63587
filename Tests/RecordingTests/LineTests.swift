import Foundation
import Launching
import Recording
import TestSupport
import Testing

@Suite struct `Lines that are noted` {
  private static let files = [
    "app.py": """
    import threading
    from package import part


    def branches(value):
        if value > 3:
            text = "large"
        elif value == 2:
            text = (
                str(value)
                + str(value + 1)
            )
        else:
            text = part.name(value)
        try:
            return int(text)
        except (ValueError, part.Unlikely):
            return None
        finally:
            value += 1


    def loop():
        for number in range(4):
            if number == 9:
                break
        else:
            number = -1
        while number > 0:
            number -= 1
        return [branches(value) for value in range(5) if value]


    class Thing:
        size = len("body")

        def method(self):
            yield 1
            return
            yield 2

        def never(self):
            return self.size


    async def later():
        return lambda: (
            1
        )


    def main():
        list(Thing().method())
        coroutine = later()
        try:
            coroutine.send(None)
        except StopIteration as done:
            done.value()
        thread = threading.Thread(target=part.work)
        thread.start()
        thread.join()
        return loop()


    main()
    """,
    "package/__init__.py": "def loaded():\n    return 1\nloaded()\n",
    "package/part.py": """
    from . import loaded
    class Unlikely(Exception): pass
    def name(value):
        return "small" if value else (
            loaded()
        )
    def work():
        import package.late
    """,
    "package/late.py": "def now():\n    return 1\nnow()\n",
    "trace.py": """
    import runpy, sys, threading, types
    import package.part, package.late
    seen = set()
    def trace(frame, event, argument):
        code = frame.f_code
        if event == "line" and code.co_flags & 2:
            seen.add((code.co_filename, frame.f_lineno))
        return trace
    threading.settrace(trace)
    sys.settrace(trace)
    runpy.run_path("app.py", run_name="__main__")
    sys.settrace(None)
    threading.settrace(None)
    for file, line in sorted(seen):
        if file.endswith(("app.py", "part.py", "__init__.py", "late.py")) and "/lib/python" not in file:
            print("%s:%d" % (file.rpartition("/")[2], line))
    """,
  ]

  private func lines(of process: ProcessRecord, in root: String, isInLoad: Bool = false) -> [String] {
    let own = (process.lines ?? []).filter { $0.isInLoad == isInLoad }.filter {
      $0.file.hasPrefix(root) || !$0.file.hasPrefix("/") && !$0.file.hasPrefix("<")
    }
    return Set(own.map { CodeSite(file: $0.file, line: $0.line).short }).sorted()
  }

  /// The tracer has loaded the package before, so that it sees nothing of what its loading runs.
  @Test(arguments: minorVersions) func `are those that CPython's own tracing sees`(minor: Int) throws {
    let sample = try Sample(python: minor, Self.files)
    let traced = try sample.plain(["trace.py"]).standardOutput.text.split(separator: "\n").map(String.init)
    let process = try sample.process(["app.py"], probes: "imports,calls,counts,lines,effects")
    #expect(lines(of: process, in: sample.root) == traced.sorted())
    #expect(traced.count > 25)
    #expect(lines(of: process, in: sample.root, isInLoad: true) == ["__init__.py:2", "late.py:2"])
  }

  @Test(arguments: minorVersions) func `belong to the phase in which they run`(minor: Int) throws {
    let handler = """
      def choose(number):
          if number:
              return "some"
          return "none"


      PREPARED = choose(0)


      def handler(event, context):
          return choose(event["number"])
      """
    let sample = try Sample(python: minor, ["app.py": handler])
    let recording = try sample.record(
      handler: "app.handler",
      events: [
        try sample.event(#"{"number": 1}"#, name: "some.json"), try sample.event(#"{"number": 0}"#, name: "none.json"),
      ]
    )
    let answers = try recording.runs.map { run in
      let process = try #require(run.processes.first)
      let lines = try #require(process.lines).filter { process.kind(ofPhase: $0.phase) == .invocation }
      let loading = try #require(process.lines).filter { $0.isInLoad && $0.file == sample.file("app.py") }
      #expect(loading.map(\.line) == [2, 4])
      return lines.filter { $0.file == sample.file("app.py") }.map(\.line).sorted()
    }
    #expect(answers == [[2, 3, 11], [2, 4, 11]])
  }

  @Test(arguments: minorVersions) func `are unknown where the program traces itself and there can be one tracer only`(
    minor: Int
  ) throws {
    let handler = """
      import sys


      def handler(event, context):
          sys.settrace(lambda frame, event, argument: None)
          sys.settrace(None)
          return 1
      """
    let sample = try Sample(python: minor, ["app.py": handler])
    let recording = try sample.record(handler: "app.handler", events: [try sample.event("{}")])
    let process = try #require(recording.runs.first?.processes.first)
    #expect((process.lines == nil) == (minor < 12))
  }

  @Test func `are kept in the file`() throws {
    let sample = try Sample(python: 11, ["app.py": "def handler(event, context):\n    return 1\n"])
    let recording = try sample.record(handler: "app.handler", events: [try sample.event("{}")])
    try RecordingFile.write(recording, to: sample.file("kept.libprof"))
    #expect(recording.runs.first?.processes.first?.lines?.isEmpty == false)
    #expect(try RecordingFile.read(sample.file("kept.libprof")) == recording)
  }
}
