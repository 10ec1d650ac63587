/// How far a fix may be trusted: shown only, applied on request, or applied without asking.
///
/// There is no default: whoever makes a fix must say which it is and, below `safe`, why.
public enum Applicability: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Advice without a patch.
  case displayOnly(because: String)
  /// The patch may change what the program does.
  case unsafe(because: String)
  /// The evidence says that the program behaves as before.
  case safe

  /// Why the fix is not safe, if it is not.
  public var reason: String? {
    switch self {
    case .displayOnly(let reason), .unsafe(let reason): reason
    case .safe: nil
    }
  }

  /// The name used in reports.
  public var description: String {
    switch self {
    case .displayOnly: "display-only"
    case .unsafe: "unsafe"
    case .safe: "safe"
    }
  }

  /// Whether one applicability trusts less than another; the reasons do not count.
  public static func < (left: Applicability, right: Applicability) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .displayOnly: 0
    case .unsafe: 1
    case .safe: 2
    }
  }
}
