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

  @Argument(
    help: ArgumentHelp("A recording, made with `libprof profile`.", valueName: "file"),
    completion: .file(extensions: ["libprof"])
  )
  var recording: String

  @Option(
    name: [.customLong("output-format"), .customLong("format")],
    help: ArgumentHelp("The form of the output.", valueName: "format")
  )
  var format: Export.Format

  @Option(help: "What the stacks are of.")
  var of: Export.Content = .imports

  @Option(
    help: ArgumentHelp(
      "Only this event's runs. (default: all; for importtime, which knows no events, the first)",
      valueName: "name"
    )
  )
  var event: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"),
    completion: .file()
  )
  var output: String?

  func validate() throws {
    if format == .importTime, of != .imports { throw ValidationError("importtime tells of imports only.") }
  }

  func run() throws {
    var recording = try RecordingFile.read(self.recording)
    if let event {
      let known = recording.runs.map(\.event).joined(separator: ", ")
      recording.runs.removeAll { $0.event != event }
      if recording.runs.isEmpty {
        throw CommandFailure(description: "--event \(event): no such event was recorded. There are: \(known).")
      }
    }
    if format == .importTime { keepOneTable(of: &recording) }
    let bytes = Export(recording).bytes(format, of: of)
    guard let output else { return Terminal.output(bytes) }
    try OutputFile.write(bytes, to: output)
  }

  /// Readers of import times add up all lines: they are to be those of one start of one process.
  private func keepOneTable(of recording: inout Recording) {
    let runs = recording.runs
    guard let first = runs.first else { return }
    recording.runs = [first]
    recording.runs[0].processes = Array(first.processes.prefix(1))
    if runs.count > 1 {
      let choice = event == nil ? " Choose another with --event NAME." : ""
      Terminal.remark("The table is of \(first.event), the first of \(runs.count) recorded starts.\(choice)\n")
    }
    let others = first.processes.count - 1
    if others > 0 {
      let amount = others == 1 ? "one process" : "\(others) processes"
      Terminal.remark("It lacks \(amount) that the program started; the other formats have them.\n")
    }
  }
}

extension Export.Format: ExpressibleByArgument {}
extension Export.Content: ExpressibleByArgument {}
