internal import Foundation
internal import Launching

/// One input of a handler, read from a JSON file.
public struct Event: Sendable, Equatable {
  /// The file as the user named it.
  public let name: String
  /// How often it occurs, relative to the others.
  public let weight: Double
  /// The event as a Python literal, so that no program pays for, or is spared, the import of `json`.
  let literal: String

  /// Reads an event.
  ///
  /// - Throws: `RecordingError.eventUnreadable` or `.eventNotJSON`, with file, line and column.
  public init(file: String, weight: Double = 1) throws(RecordingError) {
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: file))
    } catch {
      throw .eventUnreadable(file: file, reason: SystemReason.of(error))
    }
    do {
      _ = try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
    } catch {
      let text = (error as NSError).userInfo["NSDebugDescription"] as? String ?? error.localizedDescription
      throw .eventNotJSON(file: file, position: Self.position(in: text, of: data), reason: text)
    }
    name = file
    self.weight = weight
    literal = PythonLiteral.from(json: [UInt8](data))
  }

  /// Foundation tells the place only within its sentence: as line and column, as an offset, or not at all where the text
  /// ends too early.
  private static func position(in text: String, of data: Data) -> (line: Int, column: Int) {
    let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
    if text.contains("line"), text.contains("column"), numbers.count >= 2 {
      return (numbers[numbers.count - 2], numbers[numbers.count - 1])
    }
    let offset = text.contains("character") ? numbers.last ?? data.count : data.count
    let lines = data.prefix(offset).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return (max(lines.count, 1), (lines.last?.count ?? 0) + 1)
  }
}
