import Foundation
import Launching
import Recording
import TestSupport
import Testing

@Suite struct `A recorded handler` {
  private static let files = [
    "app.py": """
    import lib

    def handle(event, context):
        import colorsys
        lib.both()
        lib.late()
        return {"n": lib.late(), "kind": event["kind"], "name": context.function_name}
    """,
    "lib.py": """
    def early(): return 1
    def both(): return 2
    def late(): return [(lambda: 3)() for _ in range(2)]
    def never(): return 4
    class Kept:
        def method(self): return 5
    early()
    both()
    """,
  ]

  @Test(arguments: minorVersions) func `has every phase, one after the other`(minor: Int) throws {
    let sample = try Sample(python: minor, Self.files)
    let event = try sample.event(#"{"kind": "small"}"#)
    let recording = try sample.record(handler: "app.handle", events: [event])
    let process = try #require(recording.runs.first?.processes.first)
    #expect(process.phases.map(\.kind) == [.interpreterStart, .initialization, .invocation, .exit])
    #expect(process.phases.map(\.name) == ["", "", event.name, ""])
    for (phase, next) in zip(process.phases, process.phases.dropFirst()) {
      #expect(phase.began <= phase.ended)
      #expect(phase.ended == next.began)
    }
    #expect(process.load("lib").map { process.kind(ofPhase: $0.phase) } == .initialization)
    #expect(process.load("colorsys").map { process.kind(ofPhase: $0.phase) } == .invocation)
    #expect(process.loads.contains { $0.name == "json" && process.kind(ofPhase: $0.phase) == .exit })
    #expect(!process.isCut)
  }

  @Test(arguments: minorVersions) func `tells first calls at loading from those in the answer`(minor: Int) throws {
    let sample = try Sample(python: minor, Self.files)
    let recording = try sample.record(handler: "app.handle", events: [try sample.event(#"{"kind": "small"}"#)])
    let process = try #require(recording.runs.first?.processes.first)
    func calls(line: Int, name: String) -> [String] {
      process.calls.filter { $0.site.short == "lib.py:\(line)" && $0.name == name }.map { call in
        let load = call.load.map { process.loads[$0].name } ?? "-"
        return "\(process.kind(ofPhase: call.phase)?.rawValue ?? "?") \(load)"
      }
    }
    #expect(calls(line: 1, name: "early") == ["initialization lib"])
    #expect(calls(line: 2, name: "both") == ["initialization lib", "invocation -"])
    #expect(calls(line: 3, name: "late") == ["invocation -"])
    #expect(calls(line: 4, name: "never").isEmpty)
    #expect(calls(line: 5, name: "Kept") == ["initialization lib"])
    let handler = process.calls.filter { $0.site == CodeSite(file: sample.file("app.py"), line: 3) }
    #expect(handler.map { process.kind(ofPhase: $0.phase) } == [.invocation])
  }

  @Test(arguments: minorVersions) func `runs once per event`(minor: Int) throws {
    let sample = try Sample(python: minor, Self.files)
    let events = [
      try sample.event(#"{"kind": 1}"#, name: "one.json", weight: 3),
      try sample.event(#"{"kind": 2}"#, name: "two.json"),
    ]
    let recording = try sample.record(handler: "app.handle", events: events)
    #expect(recording.runs.map(\.event) == events.map(\.name))
    #expect(recording.runs.map(\.weight) == [3, 1])
    #expect(recording.program == RecordedProgram(entry: .handler("app.handle"), root: sample.root))
    let result = try sample.start(.handler("app.handle")).run(event: events[0], in: sample.root, scratch: sample.work)
    #expect(result.response == #"{"kind": 1, "n": [3, 3], "name": "libprof"}"#)
  }

  @Test(arguments: minorVersions) func `that raises is shown with its traceback`(minor: Int) throws {
    let sample = try Sample(python: minor, ["app.py": "def handle(event, context):\n    return 1 / event['zero']\n"])
    let event = try sample.event(#"{"zero": 0}"#)
    try expectFailure(
      of: "app.handle",
      event,
      in: sample,
      saying: ["ZeroDivisionError", "app.py", "line 2, in handle"]
    )
  }

  @Test(arguments: minorVersions) func `that is not there is named`(minor: Int) throws {
    let sample = try Sample(python: minor, ["app.py": ""])
    let event = try sample.event("{}")
    try expectFailure(of: "nowhere.handle", event, in: sample, saying: ["No module named 'nowhere'"])
    try expectFailure(of: "app.missing", event, in: sample, saying: ["AttributeError", "missing"])
  }

  @Test func `that ends its process cannot answer`() throws {
    let sample = try Sample(python: 11, ["app.py": "import os\ndef handle(event, context):\n    os._exit(0)\n"])
    let error = try #require(throws: RecordingError.self) {
      try sample.record(handler: "app.handle", events: [try sample.event("{}")])
    }
    guard case .resultMissing("app.handle") = error else {
      Issue.record("it is \(error)")
      return
    }
  }

  private func expectFailure(of handler: String, _ event: Event, in sample: Sample, saying parts: [String]) throws {
    let error = try #require(throws: RecordingError.self) { try sample.record(handler: handler, events: [event]) }
    guard case .programFailed(handler, let outcome) = error else {
      Issue.record("it is \(error)")
      return
    }
    #expect(outcome.termination == .exited(code: 1))
    for part in parts { #expect("\(error)".contains(part), "\(error)") }
  }
}
