internal import Foundation
internal import Launching
internal import Recording

/// How often events occur: JSON (`{"EVENT": COUNT}`), a line `EVENT COUNT` for each, or a recording with its weights.
public enum WorkloadFile {
  /// Reads counts; an event that stands there more than once is counted together.
  ///
  /// - Throws: `GateError` with file, line, and what to write.
  public static func read(_ file: String) throws(GateError) -> [String: Double] {
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: file))
    } catch {
      throw .workloadUnreadable(file: file, reason: SystemReason.of(error))
    }
    if data.starts(with: Data("{\"bytes\"".utf8)) {
      do {
        return weights(of: try RecordingFile.read(file))
      } catch {
        throw .recording(error)
      }
    }
    let text = String(decoding: data, as: UTF8.self)
    let counts =
      text.drop(while: \.isWhitespace).first == "{" ? try json(data, file) : try lines(text, file)
    guard counts.values.contains(where: { $0 > 0 }) else {
      throw .workloadUnreadable(file: file, reason: "it counts no event")
    }
    return counts
  }

  /// The weights of a recording's events.
  static func weights(of recording: Recording) -> [String: Double] {
    Dictionary(recording.runs.map { ($0.event, $0.weight) }, uniquingKeysWith: +)
  }

  private static func json(_ data: Data, _ file: String) throws(GateError) -> [String: Double] {
    do {
      let counts = try JSONDecoder().decode([String: Double].self, from: data)
      if let negative = counts.filter({ $0.value < 0 }).keys.min() {
        throw GateError.workloadUnreadable(file: file, reason: "the count of \(negative) is negative")
      }
      return counts
    } catch let error as GateError {
      throw error
    } catch {
      throw .workloadUnreadable(file: file, reason: "it is no JSON object of counts")
    }
  }

  private static func lines(_ text: String, _ file: String) throws(GateError) -> [String: Double] {
    var counts: [String: Double] = [:]
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let words = line.split(whereSeparator: \.isWhitespace)
      guard let last = words.last, !words[0].hasPrefix("#") else { continue }
      // The event's name may hold blanks.
      let name = line.trimmingCharacters(in: .whitespaces).dropLast(last.count).trimmingCharacters(in: .whitespaces)
      guard !name.isEmpty, let count = Double(last), count >= 0, count.isFinite else {
        throw .workloadLine(file: file, line: index + 1, text: String(line.prefix(60)))
      }
      counts[name, default: 0] += count
    }
    return counts
  }
}
