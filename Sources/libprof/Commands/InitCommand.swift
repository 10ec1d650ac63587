import ArgumentParser
import Foundation
import Launching
import Workflow

/// `libprof init`.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a first [tool.libprof] into pyproject.toml, after a look at the project.",
    discussion: """
      Looks for functions in template.yaml (AWS SAM, CloudFormation) and serverless.yml, for applications and handlers that can \
      plainly be seen in the files, and for the scripts of pyproject.toml. The first way to start the program is set, the others \
      stand below it as comments. What the file has stays as it is.

        libprof init --dry-run
        libprof init
        libprof init --handler app.handler
        libprof report

      Exit status: 0 written, 2 nothing found, or there is a section already.
      """
  )

  @Option(
    help: ArgumentHelp(
      "The function that is called with each event, instead of looking for one.",
      valueName: "module.function"
    )
  )
  var handler: String?

  @Option(help: ArgumentHelp("The WSGI application, instead of looking for one.", valueName: "module:callable"))
  var wsgi: String?

  @Option(help: ArgumentHelp("The ASGI application, instead of looking for one.", valueName: "module:callable"))
  var asgi: String?

  @Flag(name: .customLong("dry-run"), help: "Print the diff, change nothing.")
  var isDryRun = false

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("The program and its arguments, behind `--`, instead of looking for one.", valueName: "command")
  )
  var command: [String] = []

  private var chosen: [ProgramCandidate.Entry] {
    [
      handler.map { .handler($0) }, wsgi.map { .wsgi($0) }, asgi.map { .asgi($0) },
      command.isEmpty ? nil : .command(command),
    ]
    .compactMap(\.self)
  }

  func validate() throws {
    guard chosen.count <= 1 else {
      throw ValidationError("Name one program: a handler, an application, or a command behind `--`.")
    }
  }

  func run() throws {
    let folder = ProgramOptions.folder
    let first = try Initialize(in: folder, choosing: chosen.first)
    if isDryRun {
      for change in first.changes { Terminal.output(Array(change.diff.utf8)) }
    } else {
      for change in first.changes { try write(change, in: folder) }
      Terminal.remark("Written: \(first.changes.map(\.path).joined(separator: ", "))\n")
    }
    for remark in first.remarks { Terminal.remark(remark + "\n") }
    if !isDryRun { Terminal.remark("Next: libprof report\n") }
  }

  private func write(_ change: Initialize.Change, in folder: String) throws {
    let file = URL(filePath: "\(folder)/\(change.path)")
    do {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    } catch {
      throw CommandFailure(description: "\(change.path) cannot be written: \(SystemReason.of(error)).")
    }
    try OutputFile.write(change.after, to: file.path)
  }
}
