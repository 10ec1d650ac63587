/// Why an import statement must stay as it is.
public struct Reason: Sendable, Hashable, CustomStringConvertible {
  /// A short name of the kind of hazard, the same in code, output and documentation.
  public let hazard: String
  /// What stands against the change, with line numbers of the statement's file where they help.
  public let sentence: String

  /// Names a hazard and says how it shows here.
  public init(_ hazard: String, _ sentence: String) {
    self.hazard = hazard
    self.sentence = sentence
  }

  /// The sentence, with the hazard's name behind it.
  public var description: String { "\(sentence) [\(hazard)]" }
}
