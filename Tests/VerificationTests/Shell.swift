import Launching
import Testing

/// What a shell script prints.
@discardableResult
func shell(_ script: String) throws -> String {
  let outcome = try ColdStart().run(Program(executable: "/bin/sh", arguments: ["-c", script]), timeout: .seconds(60))
  return outcome.standardOutput.text
}
