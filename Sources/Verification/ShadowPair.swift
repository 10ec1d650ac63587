/// Two copies of a project to be compared: as it is, and with a change.
///
/// Their paths are of equal length, because the length of a path alone changes what a program costs and how it wraps lines.
public struct ShadowPair: Hashable, Sendable {
  /// The copy of the project as it is.
  public let before: ShadowCopy
  /// The copy with the change.
  public let after: ShadowCopy

  /// Makes both copies below one temporary folder.
  ///
  /// - Parameters:
  ///   - root: The folder to copy.
  ///   - replaced: The new contents in `after`, by path relative to the root.
  ///   - skipping: What to leave out.
  ///   - parent: Where to put the copies; nil for the system's folder for temporary files (`TMPDIR`).
  /// - Returns: The two copies, which stay until they are removed.
  /// - Throws: `VerificationError`; then nothing is left of either copy.
  public static func make(
    of root: String,
    replacing replaced: [String: [UInt8]],
    skipping: ShadowCopy.Skipping = ShadowCopy.Skipping(),
    in parent: String? = nil
  ) throws(VerificationError) -> ShadowPair {
    let scratch = try ScratchFolder(in: parent)
    return ShadowPair(
      before: try .make(of: root, replacing: [:], skipping: skipping, named: "before", in: scratch),
      after: try .make(of: root, replacing: replaced, skipping: skipping, named: "after_", in: scratch)
    )
  }

  /// Removes both copies.
  public func remove() {
    before.remove()
  }
}
