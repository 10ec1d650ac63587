public import ArgumentParser
internal import Foundation
internal import Launching
internal import Recording
public import Reporting

/// `libprof export`.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a recording in a form that other tools read.",
    discussion: """
        speedscope     speedscope.app, one profile per event
        pprof          go tool pprof (not compressed)
        collapsed      flamegraph.pl, inferno: microseconds
        chrome-trace   Perfetto, chrome://tracing
        importtime     as python -X importtime prints it, for tuna
        json           all that was recorded
      """
  )

  @Argument(help: ArgumentHelp("A recording, made with `libprof profile`.", valueName: "file"))
  var recording: String

  @Option(help: "The form of the output.")
  var format: Export.Format

  @Option(help: "What the stacks are of.")
  var of: Export.Content = .imports

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
  var output: String?

  func validate() throws {
    if format == .importTime, of != .imports { throw ValidationError("importtime tells of imports only.") }
  }

  func run() throws {
    let bytes = Export(try RecordingFile.read(recording)).bytes(format, of: of)
    guard let output else { return Terminal.output(bytes) }
    try OutputFile.write(bytes, to: output)
  }
}

extension Export.Format: ExpressibleByArgument {}
extension Export.Content: ExpressibleByArgument {}
