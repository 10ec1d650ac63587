public import Recording

/// Which files are the program's own: those below its root that no environment and no installed package holds.
public struct FirstParty: Sendable {
  private let root: String
  private let environment: String?
  private let bundle: InstalledPackages

  /// The rule for the program of a recording.
  public init(_ recording: Recording) {
    root = recording.program.root
    // An environment inside the program is no part of it; but a program may also lie inside the interpreter's prefix,
    // as /usr/src/app does in /usr.
    let prefix = recording.interpreter.prefix
    environment = prefix.hasPrefix(root + "/") ? prefix : nil
    // A bundle for a serverless platform has its packages beside the program's own files (`pip install -t .`).
    bundle = InstalledPackages(in: root, onlyInstalled: true)
  }

  /// Whether a file is the program's own.
  public func contains(_ file: String) -> Bool {
    guard file.hasPrefix(root + "/") else { return false }
    if let environment, file.hasPrefix(environment + "/") { return false }
    let inside = file.dropFirst(root.count)
    if inside.contains("/site-packages/") || inside.contains("/dist-packages/") { return false }
    return bundle.owner(of: String(inside.dropFirst())) == nil
  }

  /// The package in the program's own folder that brought a file.
  func bundled(_ file: String) -> Distribution? {
    file.hasPrefix(root + "/") ? bundle.owner(of: String(file.dropFirst(root.count + 1))) : nil
  }
}
