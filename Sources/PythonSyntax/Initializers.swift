extension ModuleSyntax {
  /// The `__init__` that has run before a coroutine that a scope belongs to can run: the coroutine is a method, and an object
  /// to call it on is made by the `__init__` of its class.
  ///
  /// - Parameter scope: a scope in the coroutine, or itself.
  /// - Returns: the plain `__init__` of the coroutine's class; nil for what is no such method, or may be called without an
  ///   object, or on one that was made otherwise.
  public func initializer(before scope: Int) -> Scope? {
    guard nameIndex.hasCoroutines else { return nil }
    let around = enclosing(scope)
    // A coroutine in a function is another one each time, and may be called at any moment.
    guard let coroutine = around.last(where: { $0.kind == .function }), coroutine.isAsync,
      coroutine.firstLine == coroutine.line, let parent = coroutine.parent, scopes[parent].kind == .class
    else { return nil }
    let methods = scopes.filter { $0.parent == parent && ["__init__", "__new__"].contains($0.name) }
    guard methods.count == 1, let found = methods.first, found.name == "__init__", found.kind == .function,
      !found.isAsync, found.firstLine == found.line, found.bodyStart?.isInline == false
    else { return nil }
    return found
  }
}
