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
    let bytes = [UInt8](data)
    if let failure = JSONCheck.firstFailure(in: bytes) {
      throw .eventNotJSON(file: file, position: Self.position(of: failure.offset, in: bytes), reason: failure.reason)
    }
    name = file
    self.weight = weight
    literal = PythonLiteral.from(json: bytes)
  }

  private static func position(of offset: Int, in bytes: [UInt8]) -> (line: Int, column: Int) {
    let lines = bytes.prefix(offset).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return (max(lines.count, 1), (lines.last?.count ?? 0) + 1)
  }
}
