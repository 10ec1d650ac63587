/// What a walk over the syntax tree must know about the place it has reached.
struct NameContext {
  /// The scope in which names are looked up.
  var scope = 0
  /// The outermost scope whose code does not run with what surrounds it.
  var delay: Int?
  /// The innermost function or lambda.
  var function: Int?
  /// The innermost class, after which private names are mangled.
  var privateClass: Int?
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
}
