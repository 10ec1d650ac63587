import Advice
import Foundation
import Recording
import Reporting
import TestSupport
import Testing
import Workflow

/// A page that explains a pattern of findings, with a program, what running it showed, and what is found in that.
struct FindingExample: Sendable, CustomTestStringConvertible {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Findings")

  let pattern: Finding.Pattern
  /// The text of each block by what stands behind its fence.
  private let blocks: [String: String]

  init(_ pattern: Finding.Pattern) throws {
    self.pattern = pattern
    let page = try String(contentsOf: Self.folder.appending(path: "\(pattern.rawValue).md"), encoding: .utf8)
    var blocks: [String: String] = [:]
    for (index, piece) in page.components(separatedBy: "\n```").enumerated() where index % 2 == 1 {
      let lines = piece.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      blocks[String(lines[0])] = lines.count > 1 ? lines[1] + "\n" : ""
    }
    self.blocks = blocks
  }

  var testDescription: String { pattern.rawValue }

  /// What the page says is found.
  var expected: String { blocks["finding"] ?? "" }

  /// What is found.
  func found() throws -> String {
    let scratch = try ScratchDirectory()
    let top = scratch.url.resolvingSymlinksInPath().path
    let root = "\(top)/project"
    let app = blocks["py app.py"] ?? ""
    try scratch.write(app, to: "project/app.py")
    var summary = "A library"
    var loads: [(name: String, milliseconds: UInt64, line: Int?, isCompiled: Bool)] = []
    var events: [(name: String, functions: [String])] = []
    for line in (blocks["recording"] ?? "").split(separator: "\n") {
      if let match = line.wholeMatch(of: /lib is "(.+)"/) {
        summary = String(match.1)
      } else if let match = line.wholeMatch(of: /(\w+) (\d+) ms (?:from app\.py:(\d+)|before the program)(, compiled)?/)
      {
        let line = match.3.flatMap { Int($0) }
        loads.append((String(match.1), UInt64(match.2) ?? 0, line, match.4 != nil))
      } else if let match = line.wholeMatch(of: /([\w.]+\.json)(?: runs (.+))?/) {
        events.append((String(match.1), match.2?.split(separator: ", ").map(String.init) ?? []))
      } else {
        throw ReaderError(message: "not understood: \(line)")
      }
    }
    let library = "\(top)/env/site-packages/lib/__init__.py"
    try scratch.write(
      "Name: lib\nVersion: 1.0\nSummary: \(summary)\n",
      to: "env/site-packages/lib-1.0.dist-info/METADATA"
    )
    try scratch.write("lib/__init__.py,,\n", to: "env/site-packages/lib-1.0.dist-info/RECORD")
    let runs = events.map { event in
      var process = SyntheticProcess()
      process.setPhases(milliseconds: [250, 400, 20, 5])
      let module = process.load("app", "\(root)/app.py", at: nil, kind: .cachedBytecode)
      process.execute("app", at: nil)
      for load in loads {
        let site = CodeSite(file: load.line == nil ? "<string>" : "\(root)/app.py", line: load.line ?? 1)
        process.load(
          load.name,
          library,
          at: site,
          in: load.line == nil ? nil : module,
          milliseconds: load.milliseconds,
          phase: load.line == nil ? 0 : 1,
          kind: load.isCompiled ? .source : .cachedBytecode
        )
        process.execute(load.name, at: site, in: module)
      }
      for (index, function) in (["handler"] + event.functions).enumerated() {
        if function.hasPrefix("lib.") {
          process.call(String(function.dropFirst(4)), at: CodeSite(file: library, line: index + 1))
        } else {
          let line = app.split(separator: "\n", omittingEmptySubsequences: false).firstIndex {
            $0.hasPrefix("def \(function)(")
          }
          process.call(function, at: CodeSite(file: "\(root)/app.py", line: (line ?? -1) + 1))
        }
      }
      return Run(event: event.name, processes: [process.record])
    }
    let interpreter = Interpreter(
      executable: "/base/bin/python",
      version: "3.11.2",
      prefix: "/base",
      basePrefix: "/base",
      searchPath: []
    )
    let program = RecordedProgram(entry: .handler("app.handler"), root: root)
    let recording = Recording(interpreter: interpreter, program: program, runs: runs)
    let advice = Advise(recording)
    let report = FindingsReport(
      advice.graph,
      advice.findings,
      advice.plan,
      in: Repository(folder: "", hasManifest: false)
    )
    return String(decoding: report.bytes(.concise), as: UTF8.self)
  }
}

@Suite struct `The page of a finding` {
  @Test(arguments: Finding.Pattern.allCases) func `shows what is found`(pattern: Finding.Pattern) throws {
    let example = try FindingExample(pattern)
    let found = try example.found()
    #expect(found == example.expected, "\(found)")
    #expect(!example.expected.isEmpty)
  }
}
