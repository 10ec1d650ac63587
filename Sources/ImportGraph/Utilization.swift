/// How much of the program's time samples found in a library, as shares from 0 to 1.
public struct Utilization: Sendable, Equatable {
  /// Of the initialization, with the library anywhere on the call path.
  public var initialization: Double
  /// Of the invocations, with the library anywhere on the call path.
  public var invocation: Double
  /// Of the invocations, with the library innermost.
  public var ownInvocation: Double
}
