internal import Dispatch
internal import Synchronization

extension RandomAccessCollection where Self: Sendable, Element: Sendable, Index == Int {
  /// Applies a function to each element, on all processors.
  ///
  /// - Parameter transform: the function; neighbours are mostly given to it by the same thread.
  /// - Returns: the results in the order of the elements.
  public func concurrentMap<Result: Sendable>(_ transform: @Sendable (Element) -> Result) -> [Result] {
    // Few enough parts that neighbours stay together, and enough that no processor waits long for another one.
    let parts = Swift.min(count, 64)
    guard parts > 1 else { return map(transform) }
    let done = Mutex<[Int: [Result]]>([:])
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let range = (startIndex + count * part / parts)..<(startIndex + count * (part + 1) / parts)
      let results = self[range].map(transform)
      done.withLock { $0[part] = results }
    }
    return done.withLock { done in (0..<parts).flatMap { done[$0] ?? [] } }
  }
}

/// The results of two functions that run at the same time.
public func concurrently<First: Sendable, Second: Sendable>(
  _ first: @Sendable () -> First,
  _ second: @Sendable () -> Second
) -> (First, Second) {
  let results = Mutex<(First?, Second?)>((nil, nil))
  DispatchQueue.concurrentPerform(iterations: 2) { index in
    if index == 0 {
      let result = first()
      results.withLock { $0.0 = result }
    } else {
      let result = second()
      results.withLock { $0.1 = result }
    }
  }
  let done = results.withLock { $0 }
  // Both have returned.
  return (done.0 ?? first(), done.1 ?? second())
}
