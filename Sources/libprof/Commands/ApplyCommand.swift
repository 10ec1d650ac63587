import ArgumentParser
import Foundation
import Workflow

/// `libprof apply`.
struct ApplyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Put the patches of packages in place, or take them back.",
    discussion: """
      For the packages that ship with a program: while an image or a bundle is built, after its packages are installed. Each \
      package must have the very version and the very files that the patch was made for; otherwise nothing is changed at all. \
      The package's list of files (RECORD) is kept right, and stale bytecode goes.

        libprof fix --scope all --output patches --handler app.handler --event order.json
        libprof apply patches --target .venv/lib/python3.12/site-packages
        python -m compileall -q .venv/lib/python3.12/site-packages

      Applying twice changes nothing more. Exit status: 0 done, 2 refused.
      """
  )

  @Argument(help: ArgumentHelp("The folder with the patches.", valueName: "folder"), completion: .directory)
  var patches: String

  @Option(
    help: ArgumentHelp("The folder that the packages are installed in.", valueName: "folder"),
    completion: .directory
  )
  var target: String

  @Flag(help: "Take the patches back: the files are as they were.")
  var revert = false

  @Flag(name: .customLong("dry-run"), help: "Check only, change nothing.")
  var isDryRun = false

  func run() throws {
    let application = try PatchApplication(try PatchFolder.read(patches), to: target, revert ? .revert : .apply)
    if !isDryRun { try application.write() }
    for result in application.results {
      let name = "\(result.distribution) \(result.version)"
      let files = result.changed == 1 ? "1 file" : "\(result.changed) files"
      let done = revert ? "taken back" : "patched"
      let state =
        result.changed == 0
        ? (revert ? "nothing to take back" : "already patched")
        : (isDryRun ? "\(files) would be \(done)" : "\(files) \(done)")
      Terminal.output("\(name): \(state)\n")
    }
    // Without bytecode, and where none can be written, every start would compile what was patched.
    if !isDryRun, application.results.contains(where: { $0.changed > 0 }) {
      Terminal.remark("Next: python -m compileall -q \(target)\n")
    }
  }
}
