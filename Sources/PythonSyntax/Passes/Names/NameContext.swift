/// What a walk over the syntax tree must know about the place it has reached.
///
/// It is copied for every node that is looked at, so its scopes are kept in 32 bits; -1 stands for none.
struct NameContext {
  private var scopeNumber: Int32 = 0
  private var delayNumber: Int32 = -1
  private var functionNumber: Int32 = -1
  private var privateClassNumber: Int32 = -1

  /// The scope in which names are looked up.
  var scope: Int {
    get { Int(scopeNumber) }
    set { scopeNumber = Int32(newValue) }
  }
  /// The outermost scope whose code does not run with what surrounds it.
  var delay: Int? {
    get { Self.number(delayNumber) }
    set { delayNumber = Int32(newValue ?? -1) }
  }
  /// The innermost function or lambda.
  var function: Int? {
    get { Self.number(functionNumber) }
    set { functionNumber = Int32(newValue ?? -1) }
  }
  /// The innermost class, after which private names are mangled.
  var privateClass: Int? {
    get { Self.number(privateClassNumber) }
    set { privateClassNumber = Int32(newValue ?? -1) }
  }
  /// The condition that keeps the place from running on import.
  var guarded: CodeGuard?
  /// Set inside an annotation.
  var annotation: Annotation?

  struct Annotation {
    /// Whether it is evaluated with the statement that has it.
    var isEvaluated: Bool
    /// Whether strings hold code; not so inside `Literal[…]` and calls.
    var readsStrings: Bool
  }

  /// When a name here is read.
  var timing: Use.Timing {
    if let annotation { return .annotation(isEvaluated: annotation.isEvaluated, function: delay) }
    return delay.map { .deferred(function: $0) } ?? .eager
  }

  private static func number(_ stored: Int32) -> Int? { stored < 0 ? nil : Int(stored) }
}
