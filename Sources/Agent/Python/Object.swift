import AgentShims
import CPython
import EventLayout

/// What the probes ask of Python objects; nothing here leaves an exception set.
extension Python {
  /// A new reference to an attribute, or nil.
  func attributeOrNil(_ object: Object?, _ name: StaticString) -> Object? {
    guard let object else { return nil }
    let known = attributeNames.name(name) {
      newText(UnsafeRawPointer($0.utf8Start).assumingMemoryBound(to: CChar.self))
    }
    let value = known.flatMap { attribute(object, $0) }
    if value == nil { clearError() }
    return value
  }

  /// A borrowed reference to an entry of a dictionary, or nil.
  func item(_ dictionary: Object?, _ name: StaticString) -> Object? {
    guard let dictionary else { return nil }
    return dictionaryItem(dictionary, UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self))
  }

  /// Gives the bytes of a string to a closure; text that is not valid Unicode is escaped.
  func withBytes<Result>(of object: Object?, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result? {
    guard let object else { return nil }
    var length = 0
    if let text = text(object, &length) {
      return body(UnsafeBufferPointer(start: UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self), count: length))
    }
    clearError()
    guard let encoded = encodedText(object, "utf-8", "backslashreplace") else {
      clearError()
      return nil
    }
    defer { release(encoded) }
    guard let text = bytes(encoded) else {
      clearError()
      return nil
    }
    return body(
      UnsafeBufferPointer(start: UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self), count: strlen(text))
    )
  }

  /// The small integer in an attribute, or 0.
  func number(_ object: Object?, _ name: StaticString) -> UInt32 {
    guard let value = attributeOrNil(object, name) else { return 0 }
    defer { release(value) }
    let number = integer(value)
    if number == -1 { clearError() }
    return number > 0 ? UInt32(truncatingIfNeeded: number) : 0
  }

  /// Whether an object's type has the given name, asked without running any code of the object's.
  func isInstance(_ object: Object, ofTypeNamed name: StaticString) -> Bool {
    guard let type = object.pointee.ob_type else { return false }
    let found = attributeOrNil(UnsafeMutableRawPointer(type).assumingMemoryBound(to: PyObject.self), "__name__")
    defer { release(found) }
    return withBytes(of: found) { $0.isEqual(to: name) } ?? false
  }

  /// The namespace of a module, reached without running any code of the module's; nil if it is no module.
  func namespace(ofModule object: Object?) -> Object? {
    guard let object, let moduleType, isSubtype(object.pointee.ob_type, moduleType) != 0 else { return nil }
    return moduleNamespace(object)
  }

  /// A new reference to a frame's code.
  func code(ofFrame frame: Object?) -> Object? {
    guard let frameCode else { return attributeOrNil(frame, "f_code") }
    return frameCode(frame)
  }

  /// A new reference to a frame's caller, or nil.
  func caller(ofFrame frame: Object?) -> Object? {
    guard let frameBack else { return attributeOrNil(frame, "f_back") }
    return frameBack(frame)
  }

  /// Whether an object is of a type or of one derived from it.
  func isInstance(_ object: Object?, _ type: OpaquePointer?) -> Bool {
    guard let object, let type else { return false }
    return isSubtype(object.pointee.ob_type, type) != 0
  }

  /// A new reference to `None`, which the interpreter exports as an object, not by a function.
  func newNone() -> Object? {
    retain(none)
    return none
  }

  /// Whether the arguments of `start_new_thread` are as it needs them, and the agent can stand between.
  func canStartThread(_ arguments: Object?) -> Bool {
    func isOf(_ type: OpaquePointer?, _ index: Int) -> Bool {
      guard let type, let item = tupleItem(arguments, index) else { return false }
      return isSubtype(item.pointee.ob_type, type) != 0
    }
    let count = tupleSize(arguments)
    guard count == 2 || count == 3, let isCallable, reportUnraisable != nil, systemExit != nil else { return false }
    return isCallable(tupleItem(arguments, 0)) != 0 && isOf(tupleType, 1) && (count == 2 || isOf(dictionaryType, 2))
  }

  /// Whether the exception that is set ends a thread in silence.
  func isSystemExit() -> Bool {
    guard let errorMatches, let systemExit else { return false }
    return errorMatches(systemExit.pointee) != 0
  }

  /// Reports the exception that is set as one that nobody can catch.
  func writeUnraisable(_ message: StaticString, _ object: Object?) {
    reportUnraisable?(UnsafeRawPointer(message.utf8Start).assumingMemoryBound(to: CChar.self), object)
  }

  /// Makes a builtin function that lives as long as the process.
  ///
  /// - Parameters:
  ///   - name: the name that Python code sees.
  ///   - owner: what the body gets as its first argument.
  ///   - body: what a call does.
  /// - Returns: a new reference, or nil.
  func function(_ name: StaticString, owner: Object? = nil, _ body: PyCFunctionWithKeywords) -> Object? {
    newFunction(definition(name, body), owner, nil)
  }

  /// Makes a method of `object`, which any class can carry and hand on to others.
  ///
  /// - Parameters:
  ///   - name: the name that Python code sees.
  ///   - body: what a call does; it gets the object first, as `owner`.
  /// - Returns: a new reference, or nil.
  func method(_ name: StaticString, _ body: PyCFunctionWithKeywords) -> Object? {
    newMethod?(objectType, definition(name, body))
  }

  private func definition(
    _ name: StaticString,
    _ body: PyCFunctionWithKeywords
  ) -> UnsafeMutablePointer<PyMethodDef> {
    let definition = UnsafeMutablePointer<PyMethodDef>.allocate(capacity: 1)
    definition.initialize(
      to: PyMethodDef(
        ml_name: UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self),
        ml_meth: unsafeBitCast(body, to: PyCFunction.self),
        ml_flags: METH_VARARGS | METH_KEYWORDS,
        ml_doc: nil
      )
    )
    return definition
  }
}

/// Whether a C string is the given text.
func isText(_ string: UnsafePointer<CChar>?, _ text: StaticString) -> Bool {
  guard let string else { return false }
  return strcmp(string, UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)) == 0
}

/// Whether bytes are, begin with, or end with the given text.
extension UnsafeBufferPointer<UInt8> {
  func isEqual(to text: StaticString) -> Bool {
    count == text.utf8CodeUnitCount && begins(with: text)
  }

  func begins(with text: StaticString) -> Bool {
    guard let baseAddress, count >= text.utf8CodeUnitCount else { return false }
    return memcmp(baseAddress, text.utf8Start, text.utf8CodeUnitCount) == 0
  }

  func equals(_ text: StaticString) -> Bool {
    count == text.utf8CodeUnitCount && begins(with: text)
  }

  func ends(with text: StaticString) -> Bool {
    guard let baseAddress, count >= text.utf8CodeUnitCount else { return false }
    return memcmp(baseAddress + (count &- text.utf8CodeUnitCount), text.utf8Start, text.utf8CodeUnitCount) == 0
  }
}
