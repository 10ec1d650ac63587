import ArgumentParser
import Foundation

/// `libprof manual`, for `make install`.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "Print the manual page, in the language of man(7).",
    shouldDisplay: false
  )

  func run() throws {
    let document = LibProf._dumpHelp()
    let tool = try JSONDecoder().decode(CommandDescription.Document.self, from: Data(document.utf8)).command
    Terminal.output(Array(ManualPage(tool).text.utf8))
  }
}
