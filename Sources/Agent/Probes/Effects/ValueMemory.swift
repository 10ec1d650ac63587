import CPython

/// Remembers which object a value was, without keeping it alive: what the program drops must go as it would without us.
extension Python {
  /// A new reference to what stands for a value.
  ///
  /// That is the value itself if it cannot lead to other objects (a text, a number), the text of a lazy import, which names
  /// what it stands for, else its address. A new object that a name was given after the old one had been freed may have the
  /// same address, and is then not noticed. Weak references would tell, but they are known to the garbage collector, and so
  /// many of them change when it runs.
  func memory(of value: Object) -> Object? {
    guard mayLeadToOthers(value) else {
      retain(value)
      return value
    }
    if isLazyImport(value) {
      let text = string(value)
      if text == nil { clearError() }
      return text
    }
    let address = newInteger(Int(bitPattern: value))
    if address == nil { clearError() }
    return address
  }

  /// Whether a memory stands for this very object.
  func remembers(_ memory: Object?, _ value: Object) -> Bool {
    guard let memory, mayLeadToOthers(value) else { return memory == value }
    // The first use of a lazy import puts what it stands for in its place, whoever makes it: that is no change.
    if isInstance(memory, textType) { return isLazyImport(value) || isMeant(value, by: memory) }
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

  private func isLazyImport(_ object: Object) -> Bool {
    lazyImportType != nil && object.pointee.ob_type == lazyImportType
  }

  /// Whether a value is what the text of a lazy import names, `<lazy_import 'a.b.c'>`: the module, one around it, which
  /// `import a.b.c` binds, or what a module has by that name.
  private func isMeant(_ value: Object, by memory: Object) -> Bool {
    withBytes(of: memory) { text in
      guard text.begins(with: "<lazy_import '"), let first = text.firstIndex(of: 0x27) else { return false }
      let start = first + 1
      var end = text.count - 2
      var key = end..<end
      while end > start {
        if let module = loadedModule(text, start..<end) {
          if module == value { return true }
          if let found = attribute(text, key, of: module), found == value { return true }
        }
        let name = end
        repeat { end -= 1 } while end > start && text[end] != 0x2E
        key = (end + 1)..<name
      }
      return false
    } ?? false
  }

  /// A module among the loaded ones, borrowed.
  private func loadedModule(_ text: UnsafeBufferPointer<UInt8>, _ name: Range<Int>) -> Object? {
    value(of: text, name, in: moduleDictionary())
  }

  /// What the namespace of a module has, borrowed.
  private func attribute(_ text: UnsafeBufferPointer<UInt8>, _ name: Range<Int>, of module: Object) -> Object? {
    namespace(ofModule: module).flatMap { value(of: text, name, in: $0) }
  }

  private func value(of text: UnsafeBufferPointer<UInt8>, _ name: Range<Int>, in dictionary: Object?) -> Object? {
    guard !name.isEmpty, let start = text.baseAddress else { return nil }
    let bytes = UnsafeRawPointer(start + name.lowerBound).assumingMemoryBound(to: CChar.self)
    guard let key = newTextOfSize(bytes, name.count) else {
      clearError()
      return nil
    }
    defer { release(key) }
    return dictionaryValue(dictionary, key)
  }

  private func mayLeadToOthers(_ object: Object) -> Bool {
    // Py_TPFLAGS_HAVE_GC
    typeFlags(object.pointee.ob_type) & (1 << 14) != 0
  }
}
