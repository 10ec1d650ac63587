/// A change to one file that belongs together, and how far it may be trusted.
public struct Fix: Sendable, Hashable {
  /// What the change does, in a few words.
  public let title: String
  /// The edits in the order of the text.
  public let edits: [Edit]
  /// How far the change may be trusted.
  public let applicability: Applicability

  /// A fix from its edits, in any order.
  public init(title: String, edits: [Edit], applicability: Applicability) {
    self.title = title
    self.edits = Edit.sorted(edits)
    self.applicability = applicability
  }
}
