internal import Foundation
internal import SourceText
internal import TOMLKit

/// Writes a first `[tool.libprof]`, after a look at the project.
public struct Initialize {
  /// A file to write.
  public struct Change: Sendable {
    /// The path below the project's folder.
    public let path: String
    /// What it holds now; nil if it is not there.
    public let before: [UInt8]?
    /// What it is to hold.
    public let after: [UInt8]

    /// The difference, as `git apply` and `patch -p1` take it.
    public var diff: String {
      let diff = UnifiedDiff(path: path, before: before ?? [], after: after).text
      guard before == nil, let lineEnd = diff.firstIndex(of: "\n") else { return diff }
      return "--- /dev/null" + diff[lineEnd...]
    }
  }

  /// The files to write, `pyproject.toml` first.
  public let changes: [Change]
  /// What was found and is not used, a sentence each.
  public let remarks: [String]

  /// Looks at a project.
  ///
  /// - Parameters:
  ///   - folder: where libprof is run.
  ///   - chosen: how the program is started, if that is said; otherwise it is looked for.
  /// - Throws: `ConfigurationError` where the file is no TOML, `InitializationError` where there is a section already, or
  ///   nothing that tells how the program is started.
  public init(in folder: String, choosing chosen: ProgramCandidate.Entry? = nil) throws {
    let path = "\(folder)/\(Configuration.file)"
    let bytes = RegularFile.contents(of: path)
    guard bytes != nil || !FileManager.default.fileExists(atPath: path) else { throw InitializationError.unreadable }
    let text = bytes.map { String(decoding: $0, as: UTF8.self) }
    let document = try Configuration.document(text ?? "")
    guard document["tool"]?.table?["libprof"] == nil else {
      throw InitializationError.sectionExists(line: ConfigurationLines(text ?? "").line(of: ["tool", "libprof"]))
    }
    let found =
      chosen.map { ProjectFindings(candidates: [ProgramCandidate($0, source: "as you said")]) }
      ?? Self.findings(in: folder, document)
    guard let first = found.candidates.first else { throw InitializationError.nothingFound(found.remarks) }
    let (events, starter) = Self.events(for: first, in: folder)
    let section = FirstSection(candidates: found.candidates, events: events)
    let after = Array(section.added(to: text).utf8)
    // Wherever `tool` is written in another way, the section would not go with it.
    _ = try ConfigurationReader(String(decoding: after, as: UTF8.self))
    changes = [Change(path: Configuration.file, before: bytes, after: after)] + (starter.map { [$0] } ?? [])
    var remarks = found.remarks
    if let starter {
      remarks.append("\(starter.path) is only a first event: put a real one into it, and more beside it.")
    }
    if chosen == nil, !first.takesEvents {
      remarks.append("The script is run by the `python` that is active: install the project there (pip install -e .).")
    }
    self.remarks = remarks
  }

  private static func findings(in folder: String, _ document: TOMLTable) -> ProjectFindings {
    var findings = ServerlessApplicationTemplate.findings(in: folder) + ServerlessFrameworkService.findings(in: folder)
    // What is deployed says more than what merely looks like a program.
    if findings.candidates.isEmpty { findings = findings + PlainPrograms.findings(in: folder) }
    findings = findings + ProjectScripts.findings(in: document, folder)
    var seen: Set<ProgramCandidate.Entry> = []
    findings.candidates = findings.candidates.filter { seen.insert($0.entry).inserted }
    return findings
  }

  /// The events that are there, or a first one to write.
  private static func events(for candidate: ProgramCandidate, in folder: String) -> ([String], Change?) {
    guard candidate.takesEvents else { return ([], nil) }
    let name = candidate.takesRequests ? "requests" : "events"
    let endings = candidate.takesRequests ? ["json", "http"] : ["json"]
    for place in [name, "tests/\(name)", "../\(name)"] {
      let files = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(place)")) ?? []
      let used = endings.filter { ending in files.contains { $0.hasSuffix("." + ending) } }
      if !used.isEmpty { return (used.map { "\(place)/*.\($0)" }, nil) }
    }
    let text = candidate.takesRequests ? "{\"method\": \"GET\", \"path\": \"/\"}\n" : "{}\n"
    let path = candidate.takesRequests ? "requests/home.json" : "events/empty.json"
    return (["\(name)/*.json"], Change(path: path, before: nil, after: Array(text.utf8)))
  }
}

/// Why no first section is written.
public enum InitializationError: Error, CustomStringConvertible {
  case sectionExists(line: Int)
  case nothingFound([String])
  case unreadable

  /// What happened, why, and what to do.
  public var description: String {
    switch self {
    case .sectionExists(let line):
      "\(Configuration.file):\(line): there is a [tool.libprof] already, and libprof init changes none. `libprof config --show` shows what it sets."
    case .nothingFound(let remarks):
      (remarks + [
        "No template.yaml, serverless.yml, script in pyproject.toml, application or handler here tells how the program starts. Say it: libprof init --handler app.handler, --wsgi or --asgi MODULE:CALLABLE, or -- COMMAND."
      ]).joined(separator: "\n")
    case .unreadable: "\(Configuration.file) cannot be read. Make it a readable file, or run libprof in another folder."
    }
  }
}
