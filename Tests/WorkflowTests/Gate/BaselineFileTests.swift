import Advice
import Foundation
import Recording
import TestSupport
import Testing

@testable import Workflow

@Suite struct `A baseline file` {
  private static func start(_ event: String, _ modules: Set<String>, share: Double = 0.5) -> Baseline.Start {
    Baseline.Start(
      event: event,
      share: share,
      interpreterTime: 12_340_000,
      initializationTime: 98_760_000,
      memory: 4_096,
      modules: modules
    )
  }

  private static let baseline = Baseline(
    origin: "the recording",
    python: "3.11.2",
    starts: [start("events/a.json", ["app", "json", "zlib"]), start("events/b.json", ["app", "json"])]
  )

  @Test func `holds what was recorded, and what all events load but once`() throws {
    let bytes = BaselineFile.bytes(of: Self.baseline)
    let scratch = try ScratchDirectory()
    let file = try scratch.write(bytes, to: "baseline.json").path
    let read = try BaselineFile.read(file)
    #expect(read.starts == Self.baseline.starts && read.python == "3.11.2" && read.origin == file)
    #expect(String(decoding: bytes, as: UTF8.self).matches(of: /"json"/).count == 1)
  }

  @Test(.enabled(if: Readers.arePrepared, "\(Readers.reason)")) func `is what its schema says`() throws {
    for baseline in [Self.baseline, Baseline(origin: "", python: "3.8", starts: [])] {
      let judgement = try Readers.validate(BaselineFile.bytes(of: baseline), against: "baseline-1")
      #expect(judgement.succeeded, "\(judgement.errorText)")
    }
  }

  @Test func `is the same for the same starts, with a line for each module`() {
    let text = String(decoding: BaselineFile.bytes(of: Self.baseline), as: UTF8.self)
    for _ in 0..<10 { #expect(String(decoding: BaselineFile.bytes(of: Self.baseline), as: UTF8.self) == text) }
    #expect(text.contains("\n    \"app\",\n    \"json\"\n"))
    #expect(text.contains("events/a.json") && text.hasSuffix("}\n"))
  }

  @Test func `may also be a recording`() throws {
    let scratch = try ScratchDirectory()
    var process = SyntheticProcess()
    process.setPhases(milliseconds: [10, 200, 5, 1])
    process.load("app", "\(scratch.path)/app.py", at: nil)
    let recording = Recording(
      interpreter: Interpreter(executable: "/python", version: "3.12.1", prefix: "/", basePrefix: "/", searchPath: []),
      program: RecordedProgram(entry: .handler("app.handler"), root: scratch.path),
      runs: [Run(event: "a", processes: [process.record])]
    )
    let file = scratch.file("r.libprof").path
    try RecordingFile.write(recording, to: file)
    let read = try BaselineFile.read(file)
    #expect(read.python == "3.12.1" && read.starts.map(\.modules) == [["app"]])
    #expect(read.starts.map(\.initializationTime) == [200_000_000])
    #expect(try WorkloadFile.read(file) == ["a": 1])
  }

  @Test(arguments: [
    ("{\"schema\": \"libprof-baseline/2\", \"python\": \"\", \"events\": [], \"modules\": []}", "libprof-baseline/2"),
    ("nothing", "neither a baseline nor a recording"), ("", "neither a baseline nor a recording"),
  ]) func `of another form is refused, and not replaced`(text: String, reason: String) throws {
    let scratch = try ScratchDirectory()
    let file = try scratch.write(text, to: "file").path
    let error = #expect(throws: GateError.self) { try BaselineFile.read(file) }
    #expect(error?.description.contains(reason) == true && error?.description.contains("--update") == true)
    let kept = #expect(throws: GateError.self) { try BaselineFile.replaceable(file) }
    #expect(kept?.description.contains("it stays as it is") == true)
    #expect(try BaselineFile.replaceable(scratch.file("absent").path) == nil)
  }
}

@Suite struct `A file of counts` {
  private static func read(_ text: String) throws -> [String: Double] {
    let scratch = try ScratchDirectory()
    return try WorkloadFile.read(scratch.write(text, to: "counts").path)
  }

  @Test(arguments: [
    ("{\"events/a.json\": 3, \"b c\": 0.5}", ["events/a.json": 3.0, "b c": 0.5]),
    ("# yesterday\nevents/a.json 3\n\n  b c\t0.5\r\n", ["events/a.json": 3, "b c": 0.5]),
    ("a 1\na 2\nb 0\n", ["a": 3, "b": 0]),
  ]) func `is JSON or lines`(text: String, counts: [String: Double]) throws {
    #expect(try Self.read(text) == counts)
  }

  @Test(arguments: [
    ("a 1\nb\n", "counts:2: “b” is no count"), ("a 1\nb -1\n", "counts:2: "), ("a nan\n", "counts:1: "),
    ("5\n", "counts:1: “5” is no count"), ("", "it counts no event"), ("a 0\n", "it counts no event"),
    ("{\"a\": \"3\"}", "no JSON object of counts"), ("{\"a\": -3}", "the count of a is negative"),
    ("{", "no JSON object of counts"),
  ]) func `says on which line it is wrong`(text: String, reason: String) {
    let error = #expect(throws: GateError.self) { try Self.read(text) }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }
}
