import CPython

/// Remembers which object a value was, without keeping it alive: what the program drops must go as it would without us.
extension Python {
  /// A new reference to what stands for a value.
  ///
  /// That is the value itself if it cannot lead to other objects (a text, a number), else its address. A new object that a
  /// name was given after the old one had been freed may have the same address, and is then not noticed. Weak references
  /// would tell, but they are known to the garbage collector, and so many of them change when it runs.
  func memory(of value: Object) -> Object? {
    guard mayLeadToOthers(value) else {
      retain(value)
      return value
    }
    let address = newInteger(Int(bitPattern: value))
    if address == nil { clearError() }
    return address
  }

  /// Whether a memory stands for this very object.
  func remembers(_ memory: Object?, _ value: Object) -> Bool {
    guard let memory, mayLeadToOthers(value) else { return memory == value }
    return memory.pointee.ob_type == integerType && integer(memory) == Int(bitPattern: value)
  }

  /// The object that a weak reference leads to, borrowed from whoever keeps it; nil when it is gone.
  func referent(ofWeak reference: Object) -> Object? {
    guard let weakReferent else {
      let object = borrowedReferent?(reference)
      return object == none ? nil : object
    }
    var object: Object?
    guard weakReferent(reference, &object) == 1 else {
      clearError()
      return nil
    }
    release(object)
    return object
  }

  private func mayLeadToOthers(_ object: Object) -> Bool {
    // Py_TPFLAGS_HAVE_GC
    typeFlags(object.pointee.ob_type) & (1 << 14) != 0
  }
}
