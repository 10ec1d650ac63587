import ArgumentParser
import Workflow

/// `libprof config`.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Check [tool.libprof], or show each setting and where it comes from.",
    discussion: """
      Without --show only says whether pyproject.toml is in order. With it, prints the settings as TOML; a command line behind it \
      is not run, and the settings are shown that it would be run with.

        libprof config
        libprof config --show
        libprof config --show fix --dry-run --min-gain 5

      Exit status: 0 in order, 2 not.
      """
  )

  @Flag(
    help:
      "Show each setting with its value, and where that comes from: file and line, command line, environment, default."
  )
  var show = false

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("The command line to show the settings of, without libprof.", valueName: "command")
  )
  var command: [String] = []

  func run() throws {
    // The first flag is taken for part of the command line that follows.
    let isShowing = show || command.first == "--show"
    let arguments = command.first == "--show" ? Array(command.dropFirst()) : command
    if ["-h", "--help"].contains(arguments.first) { throw CleanExit.helpRequest(self) }
    let configuration = try Configuration(in: ProgramOptions.folder)
    guard isShowing else {
      guard arguments.isEmpty else { throw ValidationError("A command line goes behind --show.") }
      return Terminal.output(Self.summary(of: configuration))
    }
    if !arguments.isEmpty { _ = try LibProf.parseAsRoot(configuration.applied(to: arguments)) }
    Terminal.output(ConfigurationListing(configuration, for: arguments).text)
  }

  private static func summary(of configuration: Configuration) -> String {
    let file = Configuration.file
    switch configuration.count {
    case 0: return "\(file) has no [tool.libprof] here. `libprof init` writes one.\n"
    case 1: return "\(file): [tool.libprof] is in order, 1 setting.\n"
    case let count: return "\(file): [tool.libprof] is in order, \(count) settings.\n"
    }
  }
}
