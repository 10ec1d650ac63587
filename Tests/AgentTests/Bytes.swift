extension String {
  /// Lends the UTF-8 of a string to the agent's code, which knows no `String`.
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    Array(utf8).withUnsafeBufferPointer(body)
  }
}
