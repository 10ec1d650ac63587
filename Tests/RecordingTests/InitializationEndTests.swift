import Foundation
import TestSupport
import Testing

@testable import Recording

/// Where the start of a command ends, and its work begins.
@Suite struct `The end of a command's initialization` {
  private static let files = [
    "app.py": """
    import argparse
    import first
    class Options(argparse.Namespace): pass
    parser = argparse.ArgumentParser()
    first.prepare()
    import second
    def main():
        import third
        serve()
    def serve():
        import fourth
        first.work()
    if __name__ == "__main__":
        main()
    """,
    "first.py": "def prepare(): pass\ndef work(): pass\n",
    "second.py": "", "third.py": "", "fourth.py": "",
  ]

  private func phases(_ process: ProcessRecord) -> [String: Phase.Kind?] {
    Dictionary(
      uniqueKeysWithValues: ["first", "second", "third", "fourth"].map { name in
        (name, process.load(name).flatMap { process.kind(ofPhase: $0.phase) })
      }
    )
  }

  @Test(arguments: minorVersions) func `is its first call after its imports`(minor: Int) throws {
    let process = try #require(try Sample(python: minor, Self.files).record().first)
    #expect(process.phases.map(\.kind) == [.interpreterStart, .initialization, .invocation, .exit])
    #expect(
      phases(process)
        == ["first": .initialization, "second": .initialization, "third": .invocation, "fourth": .invocation]
    )
    let main = process.calls.filter { $0.name == "main" }
    #expect(main.map { process.kind(ofPhase: $0.phase) } == [.invocation])
    #expect(process.phases[2].digest == Digest.short(of: []))
    for (phase, next) in zip(process.phases, process.phases.dropFirst()) { #expect(phase.ended == next.began) }
  }

  @Test(arguments: minorVersions) func `may be named`(minor: Int) throws {
    let sample = try Sample(python: minor, Self.files)
    var start = sample.start(.command(["python3", "app.py"]))
    start.initializationEnd = "app:serve"
    let recording = try Recorder(start: start, scratch: sample.work).record(events: [])
    let process = recording.runs[0].processes[0]
    #expect(phases(process)["third"] == .initialization)
    #expect(phases(process)["fourth"] == .invocation)
    #expect(recording.program.initializationEnd == "app:serve")
    let serve = try #require(process.calls.first { $0.name == "serve" })
    #expect(process.kind(ofPhase: serve.phase) == .invocation)
  }

  @Test func `that never comes is an error`() throws {
    let sample = try Sample(python: 11, Self.files)
    var start = sample.start(.command(["python3", "app.py"]))
    start.initializationEnd = "app:never"
    let error = try #require(throws: RecordingError.self) {
      try Recorder(start: start, scratch: sample.work).record(events: [])
    }
    #expect("\(error)".contains("never called app:never"))
  }

  @Test(arguments: [
    ("app:serve", "serve", "/p/app.py", true), ("app:serve", "serve", "app.py", true),
    ("pkg.web:Server.run", "run", "/p/pkg/web.py", true), ("pkg:run", "run", "/p/pkg/__init__.py", true),
    ("app:serve", "serve", "/p/myapp.py", false), ("app:serve", "observe", "/p/app.py", false),
  ]) func `is known by file and name`(function: String, name: String, file: String, isSame: Bool) {
    #expect(InitializationEnd.names(function, name, file) == isSame)
  }

  @Test(arguments: minorVersions) func `is found in a console script`(minor: Int) throws {
    let sample = try Sample(
      python: minor,
      [
        "tool/__init__.py": "", "tool/cli.py": "import tool.part\ndef main(): return 0\n",
        "tool/part.py": "",
      ]
    )
    let script = """
      #!\(sample.interpreter.executable)
      import sys
      sys.path.insert(0, "\(sample.root)")
      from tool.cli import main
      if __name__ == "__main__":
          sys.exit(main())
      """
    let path = sample.file("bin-tool")
    try script.write(toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    let process = try #require(try sample.recorder(.command([path])).record(events: []).runs.first?.processes.first)
    #expect(process.phases.map(\.kind) == [.interpreterStart, .initialization, .invocation, .exit])
    #expect(process.load("tool.part").map { process.kind(ofPhase: $0.phase) } == .initialization)
    let main = try #require(process.calls.first { $0.name == "main" })
    #expect(process.kind(ofPhase: main.phase) == .invocation)
  }
}
