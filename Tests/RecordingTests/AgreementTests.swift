import Foundation
import Launching
import Recording
import TestSupport
import Testing

/// What the agent notes, against what CPython itself says of the same program.
@Suite struct `The agent agrees` {
  private static let files = [
    "app.py": """
    import asyncio, contextlib, dataclasses, functools, json, threading
    import package.part as part


    def decorate(function):
        @functools.wraps(function)
        def wrapper(*arguments):
            return function(*arguments)
        return wrapper


    @dataclasses.dataclass
    class Point:
        x: int = 1

        @property
        def double(self):
            return self.x * 2

        @staticmethod
        @decorate
        def origin(): return Point(0)

        def __repr__(self): return "point"

        def never(self): return None


    class Meta(type):
        def __call__(cls): return type.__call__(cls)


    class Made(metaclass=Meta):
        def __init__(self): self.values = [value for value in range(3)]


    @contextlib.contextmanager
    def managed():
        yield (lambda: 1)()


    def numbers():
        yield from (number for number in range(2))


    async def waiting():
        async with asyncio.Lock():
            return [value async for value in produce()]


    async def produce():
        yield 1


    def nested():
        def inner():
            raise ValueError
        try:
            inner()
        except ValueError:
            return sorted([2, 1], key=lambda value: -value)


    with managed():
        print(Point.origin().double, list(numbers()), nested(), json.dumps({"a": [1]}), Made().values, str([Point()]))
    thread = threading.Thread(target=part.work)
    thread.start()
    thread.join()
    print(asyncio.run(waiting()))
    """,
    "package/__init__.py": "def hidden(): pass\n",
    "package/part.py": "from . import hidden\ndef work():\n    hidden()\n    return eval('(lambda: 2)()')\n",
    "watch.py": """
    import runpy, sys, threading
    seen = set()
    def trace(frame, event, argument):
        code = frame.f_code
        seen.add((code.co_filename, code.co_firstlineno, getattr(code, "co_qualname", code.co_name)))
    def begin():
        threading.settrace(trace)
        sys.settrace(trace)
    def end():
        sys.settrace(None)
        threading.settrace(None)
    begin()
    runpy.run_path("app.py", run_name="__main__")
    end()
    with open("seen", "w") as file:
        file.writelines("%s:%d %s\\n" % entry for entry in sorted(seen))
    """,
  ]

  /// Both watch the same start: what `sys.settrace` sees the agent has noted, and between its beginning and its end the
  /// agent notes nothing else, in no file of the library either.
  ///
  /// The import machinery is the agent's own subject and not noted; a thread is traced once `threading` has let it begin.
  @Test(arguments: minorVersions) func `on every function that ran`(minor: Int) throws {
    let sample = try Sample(python: minor, Self.files)
    let calls = try sample.process(["watch.py"], probes: "imports,calls").calls
    let seen = Set(
      try String(contentsOfFile: sample.file("seen"), encoding: .utf8).split(separator: "\n").map(String.init)
    )
    func described(_ calls: some Sequence<FirstCall>) -> Set<String> {
      Set(calls.map { "\($0.site.file):\($0.site.line) \($0.name)" })
    }
    let begin = try #require(calls.firstIndex { $0.name == "begin" }),
      end = try #require(calls.firstIndex { $0.name == "end" })
    let missed = seen.subtracting(described(calls)).filter { !$0.hasPrefix("<frozen importlib._bootstrap") }
    #expect(missed.sorted() == [])
    let invented = described(calls[begin + 1..<end]).subtracting(seen).filter { !$0.contains("/threading.py:") }
    #expect(invented.sorted() == [])
    #expect(seen.count > 500)
  }

  @Test(arguments: minorVersions) func `on every module that was loaded`(minor: Int) throws {
    let sample = try Sample(python: minor, Self.files)
    let timed = try sample.plain(["-X", "importtime", "app.py"])
    let printed = timed.standardError.text.split(separator: "\n").compactMap { line -> String? in
      let columns = line.split(separator: "|")
      return line.hasPrefix("import time:") && columns.count == 3
        ? columns[2].trimmingCharacters(in: .whitespaces) : nil
    }
    let process = try sample.process()
    // Before `site` there is no agent; what is printed comes when a load has ended.
    let start = try #require(printed.firstIndex(of: "site"))
    let expected = Set(printed[(start + 1)...])
    let found = Set(process.loads.filter { process.kind(ofPhase: $0.phase) == .initialization }.map(\.name))
    #expect(expected.subtracting(found).sorted() == [])
    #expect(found.subtracting(printed).sorted() == [])
  }

  @Test(arguments: minorVersions) func `with itself on times`(minor: Int) throws {
    let process = try Sample(python: minor, Self.files).process()
    var inside: [Int: UInt64] = [:]
    for load in process.loads { if let parent = load.parent { inside[parent, default: 0] += load.inclusiveTime } }
    for (index, load) in process.loads.enumerated() {
      #expect(load.selfTime + inside[index, default: 0] == load.inclusiveTime, "\(load.name)")
    }
  }
}
