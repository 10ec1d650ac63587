/// Why a service could not be asked.
public enum ServiceError: Error, Sendable, Hashable, CustomStringConvertible {
  /// No token says who asks.
  case noToken(service: String, variable: String)
  /// The token would go over the network in clear text.
  case clearText(address: String, variable: String)
  /// It is not said what is meant there.
  case notNamed(service: String, variable: String, meaning: String)
  /// It is not said which request is meant.
  case noNumber(service: String, variable: String)
  /// The request's last commit is not the one that was looked at.
  case otherHead(service: String, expected: String, found: String)

  /// What happened, why, and what to do.
  public var description: String {
    switch self {
    case .noToken(let service, let variable):
      "\(service) asks who writes, and \(variable) is not set. Let that variable hold a token that may."
    case .clearText(let address, let variable):
      "\(address) would get the token in clear text. Let \(variable) begin with https://."
    case .notNamed(let service, let variable, let meaning):
      "\(variable) does not name \(meaning). Set it; in \(service)'s own pipelines it is set."
    case .noNumber(let service, let variable):
      "It is not known which request at \(service) is meant: \(variable) names none. Give its number (--pull-request N)."
    case .otherHead(let service, let expected, let found):
      "The request at \(service) ends with the commit \(expected.prefix(12)), and \(found.prefix(12)) is checked out: comments would miss their lines. Check out the request's own last commit, not its merge (ref: ${{ github.event.pull_request.head.sha }} of actions/checkout), and push what is missing."
    }
  }
}
