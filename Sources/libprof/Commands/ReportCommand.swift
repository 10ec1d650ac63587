import ArgumentParser
import Recording
import Reporting
import Workflow

/// `libprof report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Show the costly libraries that a recorded program does not need.",
    discussion: """
      Each finding names the library and its version, what it costs the start and in memory, which events needed it, how it is \
      first imported, and the lines of your own files that lead to it.
      """
  )

  @Argument(help: ArgumentHelp("A recording, made with `libprof profile`.", valueName: "file"))
  var recording: String

  @OptionGroup var plan: PlanOptions

  func run() throws {
    let advice = Advise(try RecordingFile.read(recording), plan.settings)
    Terminal.output(FindingsText(advice.graph, advice.findings, advice.plan).text)
  }
}
