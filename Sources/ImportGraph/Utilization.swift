/// How much of the program's time samples found in a library, as shares from 0 to 1.
public struct Utilization: Sendable, Equatable {
  /// Of the initialization, with the library anywhere on the call path.
  public var initialization = 0.0
  /// Of the invocations, with the library anywhere on the call path.
  public var invocation = 0.0
  /// Of the invocations, with the library innermost.
  public var ownInvocation = 0.0
  /// Nanoseconds that one answer spends with the library anywhere on the call path, on the average of the events.
  public var invocationTime = 0.0

  /// A library that no sample met.
  public init() {}

  init(initialization: Double, invocation: Double, ownInvocation: Double, invocationTime: Double) {
    self.initialization = initialization
    self.invocation = invocation
    self.ownInvocation = ownInvocation
    self.invocationTime = invocationTime
  }
}
