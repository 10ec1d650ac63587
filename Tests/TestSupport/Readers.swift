public import Foundation

/// The environment with tools of others that read what libprof writes.
public enum Readers {
  /// Whether the environment is there.
  public static let arePrepared = FileManager.default.fileExists(atPath: python)
  /// What to do about it if it is not.
  public static let reason = "needs `Tests/Applications/prepare Tests/ReportingTests/Readers`"

  private static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  private static let python = tests.appending(path: "Applications/.environments/Readers/bin/python").path

  /// What the reader of an export format makes of a file: stacks with their times in nanoseconds, one per line.
  public static func read(_ bytes: [UInt8], as format: String) throws -> [String] {
    let scratch = try ScratchDirectory()
    let file = try scratch.write(bytes, to: "export")
    let script = tests.appending(path: "ReportingTests/Readers/read.py").path
    let result = try Command.run([python, script, format, file.path])
    guard result.succeeded else { throw ReaderError(message: result.errorText) }
    return result.outputText.split(separator: "\n").map(String.init)
  }

  /// What a reader of a report's format makes of a file: the rule, file and line of each diagnostic.
  ///
  /// - Parameters:
  ///   - bytes: the report.
  ///   - format: its form.
  ///   - folder: where the reader is to apply all fixes; nil to apply none.
  /// - Returns: a line for each, `RULE FILE:LINE`.
  /// - Throws: `ReaderError` with what the reader says of a file that it does not understand.
  public static func understand(
    _ bytes: [UInt8],
    as format: String,
    applyingIn folder: URL? = nil
  ) throws -> [String] {
    let scratch = try ScratchDirectory()
    let file = try scratch.write(bytes, to: "report")
    let script = tests.appending(path: "ReportingTests/Readers/report.py").path
    let result = try Command.run([python, "-X", "utf8", script, format, file.path] + (folder.map { [$0.path] } ?? []))
    guard result.succeeded else { throw ReaderError(message: result.errorText) }
    return result.outputText.split(separator: "\n").map(String.init)
  }

  /// Judges a document by one of the schemas that libprof publishes; a property that the schema does not tell of is a mistake.
  public static func validate(_ document: [UInt8], against schema: String) throws -> Command.Result {
    let scratch = try ScratchDirectory()
    let file = try scratch.write(document, to: "document")
    let path = tests.deletingLastPathComponent().appending(path: "Sources/Reporting/Schemas/\(schema).schema.json").path
    let script = """
      import json, jsonschema, sys

      def closed(part):
          if isinstance(part, list):
              return [closed(each) for each in part]
          if not isinstance(part, dict):
              return part
          inner = {key: closed(value) for key, value in part.items()}
          if isinstance(part.get("properties"), dict) and part.get("type") == "object":
              inner["additionalProperties"] = False
          return inner

      document, schema = [json.load(open(path)) for path in sys.argv[1:]]
      jsonschema.validate(document, closed(schema))
      """
    return try Command.run([python, "-c", script, file.path, path])
  }
}

/// A reader did not understand a file.
public struct ReaderError: Error {
  /// What it said.
  public let message: String

  /// An error with what there is to say.
  public init(message: String) { self.message = message }
}
