internal import Foundation
internal import Launching

/// A recording on disk: one line that says what it is and how long, then the recording as JSON with a table of strings.
public struct RecordingFile {
  /// Changes when an older libprof could not read the file.
  static let version = 1

  private struct Head: Codable {
    var libprofRecording: Int
    var bytes: Int
  }

  /// Writes a recording, completely or not at all.
  ///
  /// - Throws: `RecordingError.recordingUnwritable`.
  public static func write(_ recording: Recording, to file: String) throws(RecordingError) {
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let body = try encoder.encode(PackedRecording(recording))
      var data = try encoder.encode(Head(libprofRecording: version, bytes: body.count))
      data.append(UInt8(ascii: "\n"))
      data.append(body)
      try data.write(to: URL(filePath: file), options: .atomic)
    } catch {
      throw .recordingUnwritable(file: file, reason: SystemReason.of(error))
    }
  }

  /// Reads a recording.
  ///
  /// - Throws: `RecordingError` if it cannot be read, is none, is of another version, or is cut short.
  public static func read(_ file: String) throws(RecordingError) -> Recording {
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: file))
    } catch {
      throw .recordingUnreadable(file: file, reason: SystemReason.of(error))
    }
    guard let end = data.firstIndex(of: UInt8(ascii: "\n")),
      let head = try? JSONDecoder().decode(Head.self, from: data[..<end])
    else { throw .notARecording(file: file) }
    guard head.libprofRecording == version else {
      throw .recordingOfOtherVersion(file: file, found: head.libprofRecording, expected: version)
    }
    let body = data[(end + 1)...]
    guard body.count >= head.bytes else { throw .recordingCut(file: file, expected: head.bytes, found: body.count) }
    do {
      return try JSONDecoder().decode(PackedRecording.self, from: body).recording()
    } catch {
      throw .recordingUnreadable(file: file, reason: "\(error)")
    }
  }
}
