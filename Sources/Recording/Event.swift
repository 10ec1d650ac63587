internal import Foundation
internal import Launching

/// One input of a handler or an application, read from a file.
public struct Event: Sendable, Equatable {
  /// The file as the user named it.
  public let name: String
  /// How often it occurs, relative to the others.
  public let weight: Double
  /// The event as a Python literal, so that no program pays for, or is spared, the import of `json`.
  public let literal: String

  /// Reads the event of a handler: any JSON.
  ///
  /// - Throws: `RecordingError.eventUnreadable` or `.eventNotJSON`, with file, line and column.
  public init(file: String, weight: Double = 1) throws(RecordingError) {
    let bytes = try Self.bytes(of: file)
    try Self.checkJSON(bytes, file)
    name = file
    self.weight = weight
    literal = PythonLiteral.from(json: bytes)
  }

  /// Reads the request for an application: an HTTP/1.1 message in a file named `.http`, or JSON with the keys `method`,
  /// `path`, `query`, `headers` and `body`.
  ///
  /// - Throws: `RecordingError`, with the file and the reason.
  public init(request file: String, weight: Double = 1) throws(RecordingError) {
    let bytes = try Self.bytes(of: file)
    let isMessage = file.hasSuffix(".http")
    if !isMessage { try Self.checkJSON(bytes, file) }
    do {
      literal = try isMessage ? Request(message: bytes).literal : Request(json: bytes).literal
    } catch {
      throw .requestUnusable(file: file, reason: error.reason)
    }
    name = file
    self.weight = weight
  }

  private static func bytes(of file: String) throws(RecordingError) -> [UInt8] {
    do {
      return [UInt8](try Data(contentsOf: URL(filePath: file)))
    } catch {
      throw .eventUnreadable(file: file, reason: SystemReason.of(error))
    }
  }

  private static func checkJSON(_ bytes: [UInt8], _ file: String) throws(RecordingError) {
    guard let failure = JSONCheck.firstFailure(in: bytes) else { return }
    throw .eventNotJSON(file: file, position: position(of: failure.offset, in: bytes), reason: failure.reason)
  }

  private static func position(of offset: Int, in bytes: [UInt8]) -> (line: Int, column: Int) {
    let lines = bytes.prefix(offset).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return (max(lines.count, 1), (lines.last?.count ?? 0) + 1)
  }
}
