import AgentShims
import CPython
import EventLayout

/// What the probes ask of Python objects; nothing here leaves an exception set.
extension Python {
  /// A new reference to an attribute, or nil.
  func attributeOrNil(_ object: Object?, _ name: StaticString) -> Object? {
    guard let object else { return nil }
    let value = attribute(object, UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self))
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

  /// Makes a builtin function that lives as long as the process.
  func function(_ name: StaticString, _ body: PyCFunctionWithKeywords) -> Object? {
    let definition = UnsafeMutablePointer<PyMethodDef>.allocate(capacity: 1)
    definition.initialize(
      to: PyMethodDef(
        ml_name: UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self),
        ml_meth: unsafeBitCast(body, to: PyCFunction.self),
        ml_flags: METH_VARARGS | METH_KEYWORDS,
        ml_doc: nil
      )
    )
    return newFunction(definition, nil, nil)
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

  func ends(with text: StaticString) -> Bool {
    guard let baseAddress, count >= text.utf8CodeUnitCount else { return false }
    return memcmp(baseAddress + (count &- text.utf8CodeUnitCount), text.utf8Start, text.utf8CodeUnitCount) == 0
  }
}
