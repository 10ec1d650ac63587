import Foundation
import Launching
import Recording
import TestSupport
import Testing

/// What runs while the interpreter shuts down is told from what the program does.
@Suite struct `The end of a program` {
  private static let library = """
    def used(): pass
    def at_exit(): pass
    def at_close(): pass
    def in_generator():
        try:
            yield
        finally:
            at_close()
    def in_destructor(): pass
    def in_thread(): pass
    def in_except(): pass
    class Kept:
        def __del__(self): in_destructor()
    """

  private static let body = """
    import atexit, library
    atexit.register(library.at_exit)
    suspended = library.in_generator()
    next(suspended)
    kept = library.Kept()
    library.used()

    """

  private static let endings = [
    "returns": "",
    "exits": "import sys\ndef main(): sys.exit(0)\nmain()\n",
    "raises": "1 / 0\n",
    "catches": "try:\n    1 / 0\nexcept ZeroDivisionError:\n    library.in_except()\n",
    "leaves a thread": """
    import threading, time
    def late():
        time.sleep(0.05)
        library.in_thread()
    threading.Thread(target=late).start()
    raise SystemExit
    """,
  ]

  @Test(arguments: minorVersions, endings.keys.sorted()) func `is seen when it`(minor: Int, ending: String) throws {
    let sample = try Sample(
      python: minor,
      [
        "app.py": Self.body + (Self.endings[ending] ?? ""), "library.py": Self.library,
        "pkg/__main__.py": Self.body + (Self.endings[ending] ?? ""), "pkg/__init__.py": "",
      ]
    )
    for arguments in [["app.py"], ["-m", "pkg"]] {
      let (_, logs) = try sample.watched(arguments)
      let process = try sample.processes(of: logs)[0]
      #expect(process.phases.map(\.kind).last == .exit)
      func phases(_ name: String) -> [Phase.Kind?] {
        process.calls.filter { $0.site.file.hasSuffix("library.py") && $0.name.hasSuffix(name) && $0.load == nil }
          .map { process.kind(ofPhase: $0.phase) }
      }
      #expect(phases("used").allSatisfy { $0 != .exit } && phases("used").count == 1)
      #expect(phases("at_exit") == [.exit])
      #expect(phases("at_close").allSatisfy { $0 == .exit })
      #expect(phases("in_destructor").allSatisfy { $0 == .exit })
      if ending == "catches" { #expect(phases("in_except").first != .exit) }
      if ending == "leaves a thread" { #expect(!phases("in_thread").contains(.exit)) }
    }
  }

  @Test(arguments: minorVersions) func `is not there when the process ends at once`(minor: Int) throws {
    let sample = try Sample(python: minor, ["app.py": "import os\nos._exit(0)\n"])
    let process = try #require(try sample.record().first)
    #expect(!process.phases.contains { $0.kind == .exit })
  }
}
