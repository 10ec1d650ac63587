import ArgumentParser
import Foundation
import Recording
import Workflow

/// The program to run, as every command takes it.
struct ProgramOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A function that is called with each event.", valueName: "module.function"))
  var handler: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "JSON files, each the input of one invocation; FILE:WEIGHT says how often it occurs.",
      valueName: "file"
    )
  )
  var event: [String] = []

  @Option(
    help: ArgumentHelp(
      "The interpreter. (default: the active virtual environment's, .venv below this folder, or python3; for a command the one "
        + "it names)",
      valueName: "path"
    )
  )
  var python: String?

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("The program and its arguments, behind `--`.", valueName: "command")
  )
  var command: [String] = []

  /// Whether a program is named at all.
  var isEmpty: Bool { handler == nil && command.isEmpty && event.isEmpty }

  func validate() throws {
    guard !isEmpty else { return }
    switch (handler, command.isEmpty) {
    case (nil, true): throw ValidationError("--event goes with --handler MODULE.FUNCTION.")
    case (.some, false): throw ValidationError("Name either a handler or a command behind `--`, not both.")
    case (let handler?, true):
      guard handler.split(separator: ".").count >= 2, !handler.hasSuffix(".") else {
        throw ValidationError("--handler \(handler): write MODULE.FUNCTION, as in app.handler.")
      }
      guard !event.isEmpty else { throw ValidationError("--handler \(handler) needs at least one --event FILE.") }
    case (nil, false): break
    }
  }

  /// Looks up what is named.
  func job() throws -> Job {
    let named = event.map(Self.split)
    return try Job(
      entry: handler.map(RecordedProgram.Entry.handler) ?? .command(command),
      eventFiles: named.map(\.file),
      weights: named.map(\.weight),
      python: python,
      folder: Self.folder
    )
  }

  /// The program's folder, without symbolic links, as the interpreter will name its files.
  static var folder: String {
    URL(filePath: FileManager.default.currentDirectoryPath).resolvingSymlinksInPath().path
  }

  private static func split(_ text: String) -> (file: String, weight: Double) {
    guard let colon = text.lastIndex(of: ":"), let weight = Double(text[text.index(after: colon)...]), weight > 0,
      !FileManager.default.fileExists(atPath: text)
    else { return (text, 1) }
    return (String(text[..<colon]), weight)
  }
}
