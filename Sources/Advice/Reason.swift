/// Why an import statement must stay as it is.
public struct Reason: Sendable, Hashable, CustomStringConvertible {
  /// The kind of hazard.
  public let hazard: HazardKind
  /// What stands against the change, with line numbers of the statement's file where they help.
  public let sentence: String
  /// Whether the program may behave otherwise, but need not: the user may ask for the change all the same.
  public let isUnsafe: Bool

  /// Names a hazard that breaks the program and says how it shows here.
  public init(_ hazard: HazardKind, _ sentence: String) {
    self.init(hazard, sentence, isUnsafe: false)
  }

  /// Names a hazard that may change what the program does, and says how it shows here.
  static func unsafe(_ hazard: HazardKind, _ sentence: String) -> Reason {
    Reason(hazard, sentence, isUnsafe: true)
  }

  private init(_ hazard: HazardKind, _ sentence: String, isUnsafe: Bool) {
    self.hazard = hazard
    self.sentence = sentence
    self.isUnsafe = isUnsafe
  }

  /// The sentence, with the hazard's name behind it.
  public var description: String { "\(sentence) [\(hazard)]" }
}
