/// The Python strings of the attribute names that the agent asks for, made once each.
///
/// Asking by a C string would make, hash and free a Python string every time, which costs more than the look-up itself.
struct AttributeNames {
  private static let capacity = 64
  private let keys: UnsafeMutablePointer<UnsafePointer<UInt8>?>
  private let names: UnsafeMutablePointer<Object?>

  init() {
    keys = .allocate(capacity: Self.capacity)
    keys.initialize(repeating: nil, count: Self.capacity)
    names = .allocate(capacity: Self.capacity)
    names.initialize(repeating: nil, count: Self.capacity)
  }

  /// The name, made when it is first asked for.
  ///
  /// - Parameters:
  ///   - literal: found again by its address.
  ///   - make: makes a new reference to the name.
  /// - Returns: a borrowed reference that lives as long as the process, or nil where there is no memory.
  func name(_ literal: StaticString, _ make: (StaticString) -> Object?) -> Object? {
    let key = literal.utf8Start
    var slot = Int(bitPattern: UInt(bitPattern: key) &* 0x9e37_79b9_7f4a_7c15 &>> 32) & (Self.capacity &- 1)
    for _ in 0..<Self.capacity {
      if keys[slot] == key { return names[slot] }
      if keys[slot] == nil {
        guard let made = make(literal) else { return nil }
        keys[slot] = key
        names[slot] = made
        return made
      }
      slot = (slot &+ 1) & (Self.capacity &- 1)
    }
    return nil
  }
}
