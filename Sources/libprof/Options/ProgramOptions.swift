import ArgumentParser
import Foundation
import Recording
import Workflow

/// The program to run, as every command takes it.
struct ProgramOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A function that is called with each event.", valueName: "module.function"))
  var handler: String?

  @Option(
    help: ArgumentHelp(
      "A WSGI application that gets each request; CALLABLE() for a factory.",
      valueName: "module:callable"
    )
  )
  var wsgi: String?

  @Option(
    help: ArgumentHelp(
      "An ASGI application that gets each request; CALLABLE() for a factory.",
      valueName: "module:callable"
    )
  )
  var asgi: String?

  @Option(
    name: [.customLong("event"), .customLong("request")],
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Files, each the input of one invocation: JSON; a request as {\"method\", \"path\", \"query\", \"headers\", \"body\"} or, "
        + "in a file named .http, as an HTTP/1.1 message. FILE:WEIGHT says how often it occurs.",
      valueName: "file"
    ),
    completion: .file()
  )
  var event: [String] = []

  @Option(
    help: ArgumentHelp(
      "The interpreter. (default: the active virtual environment's, .venv below this folder, or python3; for a command the one "
        + "it names)",
      valueName: "path"
    ),
    completion: .file()
  )
  var python: String?

  @Option(
    name: .customLong("init-ends"),
    help: ArgumentHelp(
      "The function whose first call ends the start of a command. (default: its first call of a function after its imports)",
      valueName: "module:function"
    )
  )
  var initializationEnd: String?

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("The program and its arguments, behind `--`.", valueName: "command")
  )
  var command: [String] = []

  /// Whether a program is named at all.
  var isEmpty: Bool { entries.isEmpty && event.isEmpty }

  private var entries: [RecordedProgram.Entry] {
    [
      handler.map { .handler($0) }, wsgi.map { .wsgi($0) }, asgi.map { .asgi($0) },
      command.isEmpty ? nil : .command(command),
    ]
    .compactMap(\.self)
  }

  func validate() throws {
    if let end = initializationEnd {
      guard !command.isEmpty else { throw ValidationError("--init-ends goes with a command behind `--`.") }
      guard end.split(separator: ":", omittingEmptySubsequences: false).count(where: { !$0.isEmpty }) == 2 else {
        throw ValidationError("--init-ends \(end): write MODULE:FUNCTION, as in tool.server:serve.")
      }
    }
    guard !isEmpty else { return }
    guard let entry = entries.first else {
      throw ValidationError("--event goes with --handler MODULE.FUNCTION, --wsgi or --asgi MODULE:CALLABLE.")
    }
    guard entries.count == 1 else {
      throw ValidationError("Name one program: a handler, an application, or a command behind `--`.")
    }
    switch entry {
    case .handler(let name):
      guard name.split(separator: ".").count >= 2, !name.hasSuffix(".") else {
        throw ValidationError("--handler \(name): write MODULE.FUNCTION, as in app.handler.")
      }
      guard !event.isEmpty else { throw ValidationError("--handler \(name) needs at least one --event FILE.") }
    case .wsgi(let name), .asgi(let name):
      guard name.split(separator: ":", omittingEmptySubsequences: false).count(where: { !$0.isEmpty }) == 2 else {
        throw ValidationError("\(name): write MODULE:CALLABLE, as in app:application.")
      }
      guard !event.isEmpty else { throw ValidationError("\(name) needs at least one --request FILE.") }
    case .command:
      guard event.isEmpty else { throw ValidationError("A command takes no --event: give it its input as arguments.") }
    }
  }

  /// Looks up what is named.
  func job() throws -> Job {
    let named = event.map(Self.split)
    return try Job(
      entry: entries.first ?? .command(command),
      eventFiles: named.map(\.file),
      weights: named.map(\.weight),
      python: python,
      folder: Self.folder,
      initializationEnd: initializationEnd
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
