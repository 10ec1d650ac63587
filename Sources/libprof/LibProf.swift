import ArgumentParser
import Reporting
import Workflow

@main
struct LibProf: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "libprof",
    abstract: "Makes Python programs start fast.",
    discussion: """
      Runs a program under a native agent, finds the libraries it loads but does not need to answer, writes the patch that \
      defers their imports, and proves it: same answers, faster cold start.

        libprof fix --dry-run --handler app.handler --event events/order.json
        libprof fix --dry-run -- python -m mytool --version

      What [tool.libprof] in this folder's pyproject.toml sets under an option's name is taken as if it had been typed; what is \
      typed wins.
      """,
    version: Tool.version,
    subcommands: [
      InitCommand.self, ProfileCommand.self, ReportCommand.self, WhyCommand.self, ExplainCommand.self, FixCommand.self,
      ReviewCommand.self, CheckCommand.self, ApplyCommand.self, ExportCommand.self, RecipesCommand.self,
      ConfigCommand.self, ManualCommand.self,
    ]
  )

  /// Exit codes: 0 done, 1 a verification or a check that failed or findings where asked for, 2 usage or environment.
  static func main() {
    Interrupts.install()
    do {
      let typed = Array(CommandLine.arguments.dropFirst())
      let arguments = try Configuration.complete(typed, in: ProgramOptions.folder)
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      Interrupts.giveWay()
      let code = exitCode(for: error)
      let message = fullMessage(for: error)
      if code.isSuccess {
        Terminal.output(message.hasSuffix("\n") ? message : message + "\n")
        exit(withError: ExitCode.success)
      }
      if let code = error as? ExitCode { exit(withError: code) }
      // ArgumentParser begins with a word of its own.
      Terminal.error(message.hasPrefix("Error: ") ? String(message.dropFirst(7)) : message)
      exit(withError: ExitCode(2))
    }
  }
}
