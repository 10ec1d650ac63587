/// What is going on, for whoever waits for it.
public struct Activity: Sendable, ExpressibleByStringInterpolation {
  /// What is being done, as “profiling app.handler”.
  public var text: String
  /// The share that is done, from 0 to 1; nil where nobody knows.
  public var done: Double?
  /// How much longer it takes, or at most takes; nil where nobody knows.
  public var remaining: Duration?

  /// Describes what is going on.
  public init(_ text: String, done: Double? = nil, remaining: Duration? = nil) {
    self.text = text
    self.done = done
    self.remaining = remaining
  }

  /// Describes what is going on, when nobody knows how long it takes.
  public init(stringLiteral text: String) {
    self.init(text)
  }
}
