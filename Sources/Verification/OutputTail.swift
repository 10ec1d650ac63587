/// The end of what a program printed, set off for a message.
public struct OutputTail: CustomStringConvertible {
  /// The last twenty lines, each behind a bar.
  public let description: String

  /// Cuts what a program printed.
  public init(_ output: String) {
    description = output.split(separator: "\n").suffix(20).map { "  | \($0)" }.joined(separator: "\n")
  }
}
