/// Why a command that was understood could not be carried out; said without a reminder of how it is used.
struct CommandFailure: Error, CustomStringConvertible {
  let description: String
}
