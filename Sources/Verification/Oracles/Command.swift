internal import Launching
internal import Recording

/// Tells whether a program still does what it should, by a command that fails if not, such as the project's tests.
struct CommandOracle {
  /// For the shell.
  let command: String
  /// The program whose interpreter and environment the command finds.
  let start: ProgramStart

  /// Runs the command in both copies.
  ///
  /// - Throws: `Interruption.broken` if it fails in the changed copy alone, `.impossible` if it fails in the other one.
  func compare(_ pair: CopiedPrograms) throws(Interruption) {
    let before = try run(pair.before)
    guard before.isSuccess else { throw .impossible(.checkFails(command: command, output: before.shown)) }
    let after = try run(pair.after)
    guard after.isSuccess else { throw .broken(.checkFails(command: command, output: after.shown)) }
  }

  private func run(_ copy: CopiedPrograms.Variant) throws(Interruption) -> Outcome {
    do {
      return try start.run(shell: command, in: copy.root, standIn: copy.standIn)
    } catch {
      throw .impossible(.recording(error))
    }
  }
}

extension Outcome {
  /// What it printed, the standard output first.
  fileprivate var shown: String { standardOutput.text + standardError.text }
}
