public import Recording

/// Which files are the program's own: those below its root that no environment or package folder holds.
public struct FirstParty: Sendable {
  private let root: String
  private let prefix: String

  /// The rule for the program of a recording.
  public init(_ recording: Recording) {
    root = recording.program.root
    prefix = recording.interpreter.prefix
  }

  /// Whether a file is the program's own.
  public func contains(_ file: String) -> Bool {
    guard file.hasPrefix(root + "/"), !file.hasPrefix(prefix + "/") || prefix == root else { return false }
    let inside = file.dropFirst(root.count)
    return !inside.contains("/site-packages/") && !inside.contains("/dist-packages/")
  }
}
