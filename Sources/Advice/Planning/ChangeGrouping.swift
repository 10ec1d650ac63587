/// What one commit holds.
public enum ChangeGrouping: String, Sendable, CaseIterable {
  /// What keeps one library out, or some that only go together.
  case library
  /// All that makes one program start faster.
  case entryPoint = "entry-point"
}
