import Foundation
import Launching
import Recording
import TestSupport
import Testing

@Suite struct `A recording file` {
  @Test func `of three thousand modules is below five megabytes`() throws {
    let names = (0..<3_000).map { "package.module_of_a_usual_length_\($0)" }
    let module =
      "import os\nfrom os import path\ndef first(): return second()\ndef second(): return 1\nclass Kind:\n"
      + "    def method(self): return first()\nvalue = Kind().method()\n"
    var files = Dictionary(uniqueKeysWithValues: names.map { ($0.replacing(".", with: "/") + ".py", module) })
    files["package/__init__.py"] = ""
    files["app.py"] = "for number in range(3000): __import__('package.module_of_a_usual_length_%d' % number)\n"
    let sample = try Sample(python: try #require(Interpreters.newest).minor, files)
    let recording = try sample.recorder(.command(["python3", "app.py"])).record(events: [])
    #expect(recording.runs[0].processes[0].loads.count { $0.name.hasPrefix("package.module") } == 3_000)
    #expect(recording.runs[0].processes[0].calls.count { $0.name == "first" } == 3_000)
    try RecordingFile.write(recording, to: sample.file("r"))
    let size = try Data(contentsOf: URL(filePath: sample.file("r"))).count
    #expect(size < 5_000_000, "\(size)")
    for probes in ["imports,memory", "imports,memory,calls", "imports,calls,counts,effects"] {
      let logs = try sample.watched(["app.py"], probes: probes).logs
      let size = try logs.reduce(0) { try $0 + Data(contentsOf: URL(filePath: $1)).count }
      #expect(size > 0 && size < 5_000_000, "\(probes): \(size)")
    }
  }

  private let scratch: ScratchDirectory

  init() throws {
    scratch = try ScratchDirectory()
  }

  private static var recording: Recording {
    let kinds: [ModuleLoad.Kind] = [
      .source, .cachedBytecode, .extensionModule, .builtIn, .frozen, .namespace, .zip, .other,
    ]
    let loads = kinds.enumerated().map { index, kind in
      ModuleLoad(
        name: "café.\(kind)",
        file: index % 2 == 0 ? "/app/with space/\(kind).py" : nil,
        kind: kind,
        succeeded: index != 3,
        parent: index == 0 ? nil : index - 1,
        site: index == 0 ? nil : CodeSite(file: "/app/a,b.py", line: index),
        phase: index % 3,
        selfTime: UInt64(index) * 1_000,
        inclusiveTime: UInt64(index) * 4_000_000_000,
        selfCPU: 1,
        inclusiveCPU: 2,
        selfMemory: -4_096,
        inclusiveMemory: 1 << 40
      )
    }
    let process = ProcessRecord(
      identifier: 12,
      parent: 11,
      isCut: true,
      phases: [
        Phase(kind: .interpreterStart, name: "", began: 1, ended: 2),
        Phase(kind: .initialization, name: "", began: 2, ended: 3),
        Phase(kind: .invocation, name: "events/\"one\".json", began: 3, ended: 4),
        Phase(kind: .exit, name: "", began: 4, ended: 1 << 59),
      ],
      loads: loads,
      imports: [
        ExecutedImport(site: nil, load: nil, target: "site", names: [], phase: 0),
        ExecutedImport(
          site: CodeSite(file: "/app/a.py", line: 3),
          load: 6,
          target: "a.b",
          names: ["c", "d", "*"],
          phase: 1,
          isLazy: true
        ),
      ],
      calls: [FirstCall(site: CodeSite(file: "/app/a.py", line: 9), name: "A.<lambda>", load: nil, phase: 2)]
    )
    return Recording(
      interpreter: Interpreter(
        executable: "/usr/bin/python3",
        version: "3.11.2",
        prefix: "/venv",
        basePrefix: "/usr",
        searchPath: ["/a", "/b"]
      ),
      program: RecordedProgram(entry: .handler("app.handle"), root: "/app"),
      runs: [
        Run(event: "one.json", weight: 2.5, processes: [process, process]), Run(event: "two.json", processes: []),
      ]
    )
  }

  @Test func `gives back what was written`() throws {
    try RecordingFile.write(Self.recording, to: path)
    #expect(try RecordingFile.read(path) == Self.recording)
  }

  @Test(arguments: minorVersions) func `gives back what an interpreter did`(minor: Int) throws {
    let sample = try Sample(
      python: minor,
      ["app.py": "import json\ntry:\n    import nowhere\nexcept ImportError: pass\n"]
    )
    let recording = try sample.recorder(.command(["python3", "app.py"])).record(events: [])
    try RecordingFile.write(recording, to: path)
    #expect(try RecordingFile.read(path) == recording)
  }

  @Test func `that is cut short anywhere is refused`() throws {
    try RecordingFile.write(Self.recording, to: path)
    let whole = try scratch.read("recording")
    let head = try #require(whole.firstIndex(of: UInt8(ascii: "\n"))) + 1
    for length in stride(from: 0, to: whole.count, by: 7) {
      try scratch.write(Array(whole[..<length]), to: "recording")
      let error = try #require(throws: RecordingError.self) { try RecordingFile.read(path) }
      switch error {
      case .notARecording(path): #expect(length < head)
      case .recordingCut(path, let expected, let found):
        #expect(expected == whole.count - head)
        #expect(found == length - head)
      default: Issue.record("cut at \(length), it is \(error)")
      }
    }
  }

  @Test func `of another version is refused`() throws {
    try RecordingFile.write(Self.recording, to: path)
    let text = String(decoding: try scratch.read("recording"), as: UTF8.self)
    try scratch.write(
      text.replacingOccurrences(of: #""libprofRecording":1"#, with: #""libprofRecording":7"#),
      to: "recording"
    )
    let error = try #require(throws: RecordingError.self) { try RecordingFile.read(path) }
    guard case .recordingOfOtherVersion(path, found: 7, expected: 1) = error else {
      Issue.record("it is \(error)")
      return
    }
  }

  /// What a later libprof adds: columns at the end of rows, fields, remarks.
  @Test func `that says more than is known is read as far as it is`() throws {
    var recording = Self.recording
    recording.runs[0].processes[0].remarks = [.logFull]
    try RecordingFile.write(recording, to: path)
    let text = String(decoding: try scratch.read("recording"), as: UTF8.self)
    let body = try #require(text.split(separator: "\n", maxSplits: 1).last)
    let longer = body.replacingOccurrences(of: "],[", with: ",7],[")
      .replacingOccurrences(of: #"["logFull"]"#, with: #"["logFull","somethingElse"]"#)
      .replacingOccurrences(of: #"{"event""#, with: #"{"colour":"red","event""#)
    #expect(longer.contains(",7],[") && longer.contains("somethingElse") && longer.contains("colour"))
    try scratch.write(#"{"bytes":\#(longer.utf8.count),"libprofRecording":1}"# + "\n" + longer, to: "recording")
    #expect(try RecordingFile.read(path) == recording)
  }

  @Test(arguments: ["", "\n", "{}\n{}", "hello\nworld\n", "[1]\n", "\u{0}\u{1}\n", #"{"bytes":1}"# + "\n1"])
  func `is not just any file`(text: String) throws {
    try scratch.write(text, to: "recording")
    let error = try #require(throws: RecordingError.self) { try RecordingFile.read(path) }
    guard case .notARecording(path) = error else {
      Issue.record("it is \(error)")
      return
    }
  }

  @Test(arguments: 0..<40) func `with damaged bytes never does harm`(seed: UInt64) throws {
    try RecordingFile.write(Self.recording, to: path)
    let whole = try scratch.read("recording")
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<10 {
      var bytes = whole
      for _ in 0..<3 {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        // Digits stay digits, so that more than the JSON reader is put to the test.
        let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index])
        bytes[index] = isDigit ? UInt8.random(in: 48...57, using: &generator) : bytes[index] ^ 1
      }
      try scratch.write(bytes, to: "recording")
      guard let recording = try? RecordingFile.read(path) else { continue }
      for process in recording.runs.flatMap(\.processes) {
        for (index, load) in process.loads.enumerated() { #expect((load.parent ?? -1) < index) }
        #expect(process.imports.allSatisfy { ($0.load ?? -1) < process.loads.count })
        #expect(process.calls.allSatisfy { ($0.load ?? -1) < process.loads.count })
      }
    }
  }

  @Test func `that is missing, or cannot be written, is named`() throws {
    let missing = try #require(throws: RecordingError.self) { try RecordingFile.read("/nonexistent/recording") }
    guard case .recordingUnreadable("/nonexistent/recording", _) = missing else {
      Issue.record("it is \(missing)")
      return
    }
    let refused = try #require(throws: RecordingError.self) {
      try RecordingFile.write(Self.recording, to: "/nonexistent/recording")
    }
    guard case .recordingUnwritable("/nonexistent/recording", _) = refused else {
      Issue.record("it is \(refused)")
      return
    }
  }

  private var path: String { scratch.file("recording").path }
}
