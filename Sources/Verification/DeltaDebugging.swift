/// Finds out which parts of a whole make it fail, with few tries.
///
/// The method is `ddmin` of Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input" (2002).
public enum DeltaDebugging {
  /// A set of parts that fails, and holds as soon as any one of them is left out.
  ///
  /// - Parameters:
  ///   - parts: what fails as a whole.
  ///   - failure: how a subset fails, in the order of the parts; nil if it holds or cannot be tried.
  /// - Returns: the set and how it fails; nil if the whole does not fail after all.
  /// - Throws: what a try throws.
  /// - Complexity: O(log *n*) tries for a single guilty part, O(*n*²) at worst.
  public static func smallestFailure<Part, Failure, Problem: Error>(
    among parts: [Part],
    failure: ([Part]) throws(Problem) -> Failure?
  ) throws(Problem) -> (parts: [Part], failure: Failure)? {
    guard var found = try failure(parts) else { return nil }
    var parts = parts
    var pieceCount = 2
    while parts.count > 1 {
      let bounds = (0...pieceCount).map { $0 * parts.count / pieceCount }
      let pieces = zip(bounds, bounds.dropFirst()).map { $0..<$1 }
      var isSmaller = false
      for piece in pieces {
        guard let smaller = try failure(Array(parts[piece])) else { continue }
        (parts, found, pieceCount, isSmaller) = (Array(parts[piece]), smaller, 2, true)
        break
      }
      // With two pieces each is the rest of the other.
      if !isSmaller, pieceCount > 2 {
        for piece in pieces {
          let rest = Array(parts[..<piece.lowerBound] + parts[piece.upperBound...])
          guard let smaller = try failure(rest) else { continue }
          (parts, found, pieceCount, isSmaller) = (rest, smaller, max(pieceCount - 1, 2), true)
          break
        }
      }
      if isSmaller { continue }
      guard pieceCount < parts.count else { break }
      pieceCount = min(pieceCount * 2, parts.count)
    }
    return (parts, found)
  }
}
