import ArgumentParser
import Foundation
import Recording
import Reporting
import Workflow

/// `libprof profile`.
struct ProfileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile",
    abstract: "Run a program under the agent and write a recording.",
    discussion: """
      Records every module load, every executed import statement, and every function at its first execution. With each event the \
      program is started five times (six before Python 3.12), each time in a fresh process: once plain, twice for the times, and \
      for usage, samples and effects.

        libprof profile --handler app.handler --event events/*.json -o app.libprof
        libprof profile --asgi shop.main:app --request requests/*.json -o shop.libprof
        libprof profile -o tool.libprof -- python -m mytool list
      """
  )

  @OptionGroup var program: ProgramOptions

  @OptionGroup var sampling: SamplingOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The recording to write.", valueName: "file"),
    completion: .file(extensions: ["libprof"])
  )
  var output = Self.usualOutput

  /// The recording that is written, and read, where none is named.
  static let usualOutput = "recording.libprof"

  /// The recording to read where none is named; one that is missing is made of the program that `[tool.libprof]` names.
  static func usualRecording() throws -> String {
    guard !FileManager.default.fileExists(atPath: usualOutput) else { return usualOutput }
    let configured = try Configuration.complete(["profile"], in: ProgramOptions.folder)
    guard let command = try? parse(Array(configured.dropFirst())), !command.program.isEmpty else {
      throw CommandFailure(
        description:
          "There is no \(usualOutput) here. Name a recording, make one with `libprof profile`, or let `libprof init` "
          + "write down how the program starts."
      )
    }
    Terminal.remark("There is no \(usualOutput) yet: profiling first.\n")
    try command.record()
    return usualOutput
  }

  func validate() throws {
    guard !program.isEmpty else {
      throw ValidationError(
        "Name a program: --handler MODULE.FUNCTION --event FILE, --wsgi or --asgi MODULE:CALLABLE --request FILE, or -- COMMAND; or let `libprof init` write it down."
      )
    }
  }

  func run() throws {
    try record()
    Terminal.remark("Next: libprof report\(output == Self.usualOutput ? "" : " " + output)\n")
  }

  private func record() throws {
    let job = try program.job()
    defer { job.finish() }
    if let reason = OutputFile.obstacle(to: output) {
      throw RecordingError.recordingUnwritable(file: output, reason: reason)
    }
    let recording = try Profile(job, samplingRate: sampling.rate).run(progress: Terminal.progress)
    try RecordingFile.write(recording, to: output)
    let loads = recording.runs.flatMap(\.processes).reduce(0) { $0 + $1.loads.count }
    // Children that are forked often leave without ceremony; and of a full disk the remarks tell.
    let cut = recording.runs.compactMap(\.processes.first).count { $0.isCut && !$0.remarks.contains(.logFull) }
    Terminal.remark(
      "Recorded \(recording.runs.count) \(recording.runs.count == 1 ? "run" : "runs"), \(loads) module loads: \(output)\n"
    )
    Terminal.remark(PhasesText(recording).text)
    if cut > 0 {
      Terminal.remark("\(cut == 1 ? "A run" : "\(cut) runs") ended without notice; what came last may be missing.\n")
    }
  }
}
