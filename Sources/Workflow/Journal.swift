internal import Advice
internal import Foundation
internal import ImportGraph
internal import PythonSyntax
public import Recording
public import Rewriting
internal import Synchronization
public import Verification

/// What a job has found out so far, so that the same job can go on from there after an interruption.
///
/// It lies in the user's cache for as long as the job is not done. Whatever cannot be read or written costs time and nothing else.
public final class Journal: ProofMemory {
  private struct Contents: Codable, Sendable {
    var results: [String: Verdict.EventResult] = [:]
    var dropped: [Dropped] = []
  }

  private struct Dropped: Codable, Sendable {
    var file: String
    var statement, name: Int
    var hazard: HazardKind
    var sentence: String
  }

  private let folder: String
  private let contents: Mutex<Contents>

  /// Opens the journal of a job; nil for a user without a home.
  ///
  /// - Parameters:
  ///   - job: the job.
  ///   - request: everything else that was asked for, as it was typed.
  ///   - resumes: whether what an interrupted run of the same job has found out is used.
  public init?(of job: Job, request: [String], resumes: Bool) {
    guard let cache = SyntaxCache.userFolder else { return nil }
    let unfinished = "\(cache)/unfinished"
    folder = "\(unfinished)/\(Self.identity(of: job, request))"
    Self.removeForgotten(in: unfinished)
    let data = resumes ? FileManager.default.contents(atPath: "\(folder)/journal.json") : nil
    contents = Mutex(data.flatMap { try? JSONDecoder().decode(Contents.self, from: $0) } ?? Contents())
    if !resumes { remove() }
  }

  /// The recording that the interrupted run has made; nil if it had not come so far.
  public var recording: Recording? { try? RecordingFile.read("\(folder)/recording") }

  /// Keeps a recording.
  public func keep(_ recording: Recording) {
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try? RecordingFile.write(recording, to: "\(folder)/recording")
  }

  /// What was measured of a patch with an event, by its name; nil if nothing was.
  public func result(of patch: Patch, for event: String) -> Verdict.EventResult? {
    contents.withLock { $0.results[Self.key(patch, event)] }
  }

  /// Keeps what was measured of a patch.
  public func keep(_ result: Verdict.EventResult, of patch: Patch) {
    change { $0.results[Self.key(patch, result.event)] = result }
  }

  /// The names that were found to break the program, with the reason.
  var dropped: [StatementReference: Reason] {
    let listed = contents.withLock(\.dropped).map { dropped in
      let reference = ImportReference(statement: dropped.statement, name: dropped.name)
      return (
        StatementReference(file: dropped.file, reference: reference), Reason(dropped.hazard, dropped.sentence)
      )
    }
    return Dictionary(listed) { _, last in last }
  }

  /// Keeps what was found to break the program.
  func keep(dropped: [StatementReference: Reason]) {
    let listed = dropped.sorted { $0.key < $1.key }.map { statement, reason in
      Dropped(
        file: statement.file,
        statement: statement.reference.statement,
        name: statement.reference.name,
        hazard: reason.hazard,
        sentence: reason.sentence
      )
    }
    change { $0.dropped += listed }
  }

  /// Forgets everything: the job is done.
  public func remove() {
    try? FileManager.default.removeItem(atPath: folder)
  }

  private func change(_ edit: (inout Contents) -> Void) {
    let encoded = contents.withLock { contents in
      edit(&contents)
      return try? JSONEncoder().encode(contents)
    }
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try? encoded?.write(to: URL(filePath: "\(folder)/journal.json"), options: .atomic)
  }

  private static func key(_ patch: Patch, _ event: String) -> String {
    "\(Digest.hexadecimal(of: patch.diff)) \(event)"
  }

  /// The same request for a program whose files are the same, by the same tool.
  private static func identity(of job: Job, _ request: [String]) -> String {
    let root = job.start.root
    let events = job.events.flatMap { [$0.name, $0.literal] }
    let parts =
      request + [root, job.start.interpreter.executable, stamp("/proc/self/exe")] + events + sources(below: root)
    return Digest.hexadecimal(of: Array(parts.joined(separator: "\0").utf8))
  }

  private static func sources(below root: String) -> [String] {
    guard let paths = FileManager.default.enumerator(atPath: root) else { return [] }
    let skipped = ShadowCopy.Skipping().names
    var sources: [String] = []
    while let path = paths.nextObject() as? String {
      let name = URL(filePath: path).lastPathComponent
      if skipped.contains(name) { paths.skipDescendants() }
      if name.hasSuffix(".py") || name == Configuration.file { sources.append(path + stamp("\(root)/\(path)")) }
    }
    return sources.sorted()
  }

  private static func stamp(_ path: String) -> String {
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(filePath: path).resolvingSymlinksInPath().path
    )
    let time = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    return " \(attributes?[.size] as? Int ?? 0) \(time)"
  }

  /// A job that nobody has gone on with for a week is one that nobody will go on with.
  private static func removeForgotten(in unfinished: String) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: unfinished)) ?? [] {
      let path = "\(unfinished)/\(name)"
      let time = (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
      if let time, time.timeIntervalSinceNow < -7 * 24 * 3600 { try? FileManager.default.removeItem(atPath: path) }
    }
  }
}
