internal import Foundation

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
      throw .eventUnreadable(file: file, reason: Self.reason(error))
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

  private static func reason(_ error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    return underlying?.localizedDescription ?? error.localizedDescription
  }

  /// Foundation tells the place only within its sentence, and not at all for a text that ends too early.
  private static func position(in text: String, of data: Data) -> (line: Int, column: Int) {
    let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
    if text.contains("line"), text.contains("column"), numbers.count >= 2 {
      return (numbers[numbers.count - 2], numbers[numbers.count - 1])
    }
    let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return (max(lines.count, 1), (lines.last?.count ?? 0) + 1)
  }
}
