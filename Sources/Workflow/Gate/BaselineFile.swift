public import Advice
internal import Foundation
internal import ImportGraph
internal import Launching
public import Recording

/// A baseline on disk: JSON after `Schemas/baseline-1.schema.json`, the same bytes for the same recording, a name on each line, so
/// that it can be committed and its changes be read.
public enum BaselineFile {
  /// Where it lies if nothing else is said.
  public static let usualName = "libprof-baseline.json"

  private static let schema = "libprof-baseline/1"

  private struct Document: Codable {
    var schema: String
    var python: String
    var events: [Start]
    /// What every event loads.
    var modules: [String]
  }

  private struct Start: Codable {
    var event: String
    var share: Double
    var interpreterNs, initializationNs: UInt64
    var memoryBytes: Int64
    /// What this event loads beside it, if anything.
    var modules: [String]?
  }

  /// The bytes of a baseline.
  public static func bytes(of baseline: Baseline) -> [UInt8] {
    let starts = baseline.starts
    let common = starts.dropFirst().reduce(starts.first?.modules ?? []) { $0.intersection($1.modules) }
    let document = Document(
      schema: schema,
      python: baseline.python,
      events: starts.map { start in
        Start(
          event: start.event,
          share: (start.share * 10_000).rounded() / 10_000,
          interpreterNs: rounded(start.interpreterTime),
          initializationNs: rounded(start.initializationTime),
          memoryBytes: start.memory,
          modules: start.modules == common ? nil : start.modules.subtracting(common).sorted()
        )
      },
      modules: common.sorted()
    )
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    // Numbers and text only: there is nothing that could not be encoded.
    return [UInt8]((try? encoder.encode(document)) ?? Data()) + [UInt8(ascii: "\n")]
  }

  /// Looks whether a file may be replaced by a baseline: only another one may.
  ///
  /// - Returns: the baseline that is there; nil if there is no file.
  /// - Throws: `GateError.notABaseline` for any other file.
  public static func replaceable(_ file: String) throws(GateError) -> Baseline? {
    guard FileManager.default.fileExists(atPath: file) else { return nil }
    guard let data = FileManager.default.contents(atPath: file),
      let document = try? JSONDecoder().decode(Document.self, from: data), document.schema == schema
    else { throw .notABaseline(file: file) }
    return baseline(document, origin: file)
  }

  /// Reads a baseline; a recording is one as well.
  ///
  /// - Throws: `GateError`.
  public static func read(_ file: String) throws(GateError) -> Baseline {
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: file))
    } catch {
      throw .baselineUnreadable(file: file, reason: SystemReason.of(error))
    }
    if let document = try? JSONDecoder().decode(Document.self, from: data) {
      guard document.schema == schema else {
        throw .baselineUnreadable(
          file: file,
          reason: "its form is \(document.schema), and this libprof reads \(schema)"
        )
      }
      return baseline(document, origin: file)
    }
    do {
      return Baseline(origin: file, try RecordingFile.read(file))
    } catch .notARecording {
      throw .baselineUnreadable(file: file, reason: "it is neither a baseline nor a recording")
    } catch {
      throw .recording(error)
    }
  }

  private static func baseline(_ document: Document, origin: String) -> Baseline {
    Baseline(
      origin: origin,
      python: document.python,
      starts: document.events.map { start in
        Baseline.Start(
          event: start.event,
          share: start.share,
          interpreterTime: start.interpreterNs,
          initializationTime: start.initializationNs,
          memory: start.memoryBytes,
          modules: Set(document.modules).union(start.modules ?? [])
        )
      }
    )
  }

  /// Hundredths of a millisecond: no recording tells more.
  private static func rounded(_ nanoseconds: UInt64) -> UInt64 { (nanoseconds + 5_000) / 10_000 * 10_000 }
}

extension Baseline {
  /// What a recording showed.
  public init(origin: String, _ recording: Recording) {
    let project = Project(of: recording, cache: .standard)
    self.init(origin: origin, python: recording.interpreter.version, of: StartLoads.all(of: recording, in: project))
  }
}
