import Foundation
import Reporting
import SourceText
import TestSupport
import Testing
import Verification

@Suite struct `A report` {
  @Test(arguments: OutputFormat.allCases) func `looks as recorded`(format: OutputFormat) throws {
    let program = try ReportedProgram()
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
    let findings = try Golden.compare(
      program.findings.bytes(format),
      with: folder.appending(path: "findings-\(format.rawValue).txt")
    )
    #expect(findings.isFine, "\(findings)")
    // What was measured on which machine is no matter of form.
    guard format != .json else { return }
    let fixes = try Golden.compare(
      program.fixes().bytes(format),
      with: folder.appending(path: "fixes-\(format.rawValue).txt")
    )
    #expect(fixes.isFine, "\(fixes)")
  }

  @Test(.enabled(if: Readers.arePrepared, "\(Readers.reason)"), arguments: ReportReader.allCases)
  func `of findings is understood by the tools it is for`(reader: ReportReader) throws {
    let program = try ReportedProgram()
    let seen = try reader.read(program.findings.bytes(reader.format))
    let prefix = reader.isBelowRepository ? "services/api/" : ""
    #expect(
      seen == ["unused \(prefix)app.py:2", "unused \(prefix)app.py:4", "unused \(prefix)deep/far.py:1"]
    )
  }

  @Test(.enabled(if: Readers.arePrepared, "\(Readers.reason)"), arguments: ReportReader.allCases)
  func `of fixes is understood by the tools it is for`(reader: ReportReader) throws {
    let program = try ReportedProgram()
    let seen = try reader.read(program.fixes().bytes(reader.format))
    let prefix = reader.isBelowRepository ? "services/api/" : ""
    // A suggestion of reviewdog's is of one file.
    let second = reader.hasSuggestions ? ["local views.py:1"] : []
    #expect(
      seen == ["local \(prefix)app.py:2"] + second + ["local \(prefix)app.py:4", "local \(prefix)deep/far.py:1"]
    )
  }

  @Test(.enabled(if: Readers.arePrepared, "\(Readers.reason)"), arguments: ReportReader.allCases)
  func `of nothing is understood, too`(reader: ReportReader) throws {
    let program = try ReportedProgram()
    #expect(try reader.read(program.fixes(.notFaster).bytes(reader.format)) == [])
  }

  /// With the line ends of Windows, none at the end, and characters of two and four bytes in a line that changes there.
  private static let awkward = """
    import base\r
    TITLE = base.TITLE\r
    def show():\r
        return lib.work(), "𐐀"\r
    import lib  # é𐐀
    """

  @Test(
    .enabled(if: Readers.arePrepared, "\(Readers.reason)"),
    arguments: [ReportReader.sarif, .rdjson, .rdjsonl],
    [[:], ["views.py": Array(awkward.utf8)], ["views.py": Array("\u{FEFF}\(awkward)".utf8)]]
  )
  func `lets tools apply all fixes, which gives the proven patch`(
    reader: ReportReader,
    files: [String: [UInt8]]
  ) throws {
    let program = try ReportedProgram(files)
    try expectApplied(reader, to: program)
  }

  @Test(.enabled(if: Readers.arePrepared, "\(Readers.reason)"))
  func `tells edits of other encodings byte by byte`() throws {
    let text =
      "# coding: latin-1\nimport lib\nimport base\nTITLE = base.TITLE\ndef show():\n    return lib.work(), 'E'\n"
    let bytes = text.utf8.map { $0 == UInt8(ascii: "E") ? 0xE9 : $0 }
    try expectApplied(.sarif, to: try ReportedProgram(["views.py": bytes]))
  }

  @Test(.enabled(if: Readers.arePrepared, "\(Readers.reason)"))
  func `does not part changes whose edits touch`() throws {
    let app = "import lib\nimport tool\nimport views\ndef handler(event, context):\n    return {}\n"
    let uses = "def report():\n    return lib.work()\ndef draw():\n    return tool.work()\n"
    let program = try ReportedProgram(["app.py": Array((app + uses).utf8)])
    #expect(
      try ReportReader.sarif.read(program.fixes().bytes(.sarif)) == [
        "local services/api/app.py:1", "local services/api/deep/far.py:1",
      ]
    )
    try expectApplied(.sarif, to: program)
  }

  private func expectApplied(_ reader: ReportReader, to program: ReportedProgram) throws {
    let patched = program.patched
    #expect(patched.keys.sorted() == ["app.py", "deep/far.py", "views.py"])
    let folder = reader.isBelowRepository ? program.repository : program.folder
    _ = try reader.read(program.fixes().bytes(reader.format), applyingIn: folder)
    for (name, after) in patched { #expect(try program.contents(of: name) == after, "\(name)") }
  }

  @Test func `keeps its fingerprints when lines move, and has no two alike`() throws {
    let program = try ReportedProgram()
    let moved = "# One more line.\n" + (ReportedProgram.files["app.py"] ?? "")
    let other = try ReportedProgram(["app.py": Array(moved.utf8)])
    for format in [OutputFormat.gitlab, .sarif] {
      func fingerprints(_ bytes: [UInt8]) -> [String] {
        let pattern = /"(?:fingerprint|libprofDiagnostic\/v1)":"([0-9a-f]{32})"/
        return String(decoding: bytes, as: UTF8.self).matches(of: pattern).map { String($0.output.1) }
      }
      for (before, after) in [
        (program.findings.bytes(format), other.findings.bytes(format)),
        (program.fixes().bytes(format), other.fixes().bytes(format)),
      ] {
        #expect(before != after && fingerprints(before) == fingerprints(after))
        #expect(fingerprints(before).count == 3 && Set(fingerprints(before)).count == 3)
      }
    }
  }

  /// Each format's place for what no line of the program causes: with a `pyproject.toml`, and without one.
  private static let placeless: [(reader: ReportReader, with: String, without: String)] = [
    (.concise, "pyproject.toml:", ":"), (.github, "services/api/pyproject.toml:1", ":"),
    (.gitlab, "services/api/pyproject.toml:1", "services/api/pyproject.toml:1"),
    (.rdjson, "pyproject.toml:0", "pyproject.toml:0"), (.rdjsonl, "pyproject.toml:0", "pyproject.toml:0"),
    (.sarif, "services/api/pyproject.toml:", ":"),
  ]

  @Test(.enabled(if: Readers.arePrepared, "\(Readers.reason)"), arguments: placeless)
  func `points to the manifest or to nothing for what has no line`(
    reader: ReportReader,
    with: String,
    without: String
  ) throws {
    for (hasManifest, place) in [(true, with), (false, without)] {
      let program = try ReportedProgram(hasManifest: hasManifest, compilesLib: true)
      let seen = try reader.read(program.findings.bytes(reader.format)).filter { !$0.hasPrefix("unused ") }
      #expect(seen == ["bytecode-missing \(place)"])
    }
  }

  @Test(.enabled(if: Readers.arePrepared, "\(Readers.reason)"))
  func `annotates the ten costliest, and counts the others`() throws {
    let program = try ReportedProgram(extra: 12)
    let bytes = program.findings.bytes(.github)
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("::warning ") }.count == 10)
    #expect(lines.last == "::notice title=libprof::5 more, 60 ms together, are not shown")
    // From `lib` with 230 ms down to the costliest of the twelve that fit.
    let seen = try ReportReader.github.read(bytes)
    #expect(seen.first == "unused services/api/app.py:2" && seen.dropLast().last == "unused services/api/more.py:6")
  }

  @Test(.enabled(if: Readers.arePrepared, "\(Readers.reason)"), arguments: ReportReader.allCases)
  func `cannot be broken by names`(reader: ReportReader) throws {
    let name = "a,b:c%0A<b>|`x`\"&']]>&@me é.py"
    let program = try ReportedProgram(far: name)
    let prefix = reader.isBelowRepository ? "services/api/" : ""
    #expect(try reader.read(program.findings.bytes(reader.format)).last == "unused \(prefix)\(name):1")
    #expect(try reader.read(program.fixes().bytes(reader.format)).last == "local \(prefix)\(name):1")
  }
}

/// A reader of one of the formats.
enum ReportReader: String, CaseIterable, Sendable {
  case concise, markdown, github, gitlab, rdjson, rdjsonl, sarif, junit

  /// What it reads.
  var format: OutputFormat { OutputFormat(rawValue: rawValue) ?? .text }

  /// Whether it knows files by their place in the repository.
  var isBelowRepository: Bool { [.github, .gitlab, .sarif, .junit].contains(self) }

  /// Whether fixes are given file by file.
  var hasSuggestions: Bool { [.rdjson, .rdjsonl].contains(self) }

  /// The rule, file and line of each diagnostic.
  func read(_ bytes: [UInt8], applyingIn folder: URL? = nil) throws -> [String] {
    try Readers.understand(bytes, as: rawValue, applyingIn: folder)
  }
}
