/// Why a service could not be asked.
public enum ServiceError: Error, Sendable, Hashable, CustomStringConvertible {
  /// No token says who asks.
  case noToken(service: String, variable: String)

  /// What happened, why, and what to do.
  public var description: String {
    switch self {
    case .noToken(let service, let variable):
      "\(service) asks who writes, and \(variable) is not set. Let that variable hold a token that may."
    }
  }
}
