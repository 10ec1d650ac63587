/// A text that may be sent, and is never shown: whatever prints it prints a placeholder.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The text itself, for the one who sends it.
  let text: String

  /// Hides a text.
  public init(_ text: String) { self.text = text }

  /// A placeholder.
  public var description: String { "(secret)" }
  /// A placeholder.
  public var debugDescription: String { description }
  /// No parts, so that `dump` shows none.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
