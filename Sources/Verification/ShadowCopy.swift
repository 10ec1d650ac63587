import Foundation

/// A copy of a project in a temporary folder, in which a change can be tried without touching the user's files.
///
/// Every file is a file of its own (sharing blocks where the file system can), never a hard link: a program that writes its
/// data in place would change the user's file. Times are kept, so that bytecode made for the original stays valid.
public struct ShadowCopy: Hashable, Sendable {
  /// What a copy leaves out, because a program that runs does not need it or finds it where it is.
  public struct Skipping: Hashable, Sendable {
    /// The names of files and folders to leave out.
    public var names: Set<String> = [".git", ".hg", "node_modules", ".tox", ".nox", ".mypy_cache"]
    /// How the names of folders to leave out begin.
    public var folderPrefixes = [".build"]
    /// Whether virtual environments (folders with a `pyvenv.cfg`) are left out.
    public var environments = true

    /// Makes the default choice, to be changed by its properties.
    public init() {}
  }

  /// The absolute path of the project's root in the copy; its last part is that of the original.
  public let root: String
  /// The absolute path of the root that was copied.
  public let original: String
  /// The folder that holds the copy; what a program prints of it is not its own doing.
  public let folder: String

  private let scratch: ScratchFolder

  /// Copies a project.
  ///
  /// - Parameters:
  ///   - root: The folder to copy.
  ///   - replaced: New contents by path relative to the root; the bytecode of those modules is left out.
  ///   - skipping: What to leave out.
  ///   - parent: Where to put the copy; nil for the system's folder for temporary files (`TMPDIR`).
  /// - Returns: The copy, which stays until it is removed.
  /// - Throws: `VerificationError`; then nothing is left of the copy.
  public static func make(
    of root: String,
    replacing replaced: [String: [UInt8]] = [:],
    skipping: Skipping = Skipping(),
    in parent: String? = nil
  ) throws(VerificationError) -> ShadowCopy {
    let scratch = try ScratchFolder(in: parent)
    return try make(of: root, replacing: replaced, skipping: skipping, named: "before", in: scratch)
  }

  /// Copies a project to a folder `name` in `scratch`; removes all of `scratch` if that fails.
  static func make(
    of root: String,
    replacing replaced: [String: [UInt8]],
    skipping: Skipping,
    named name: String,
    in scratch: ScratchFolder
  ) throws(VerificationError) -> ShadowCopy {
    let given = URL(filePath: root).standardizedFileURL.path
    let original = URL(filePath: given).resolvingSymlinksInPath().path
    let folder = "\(scratch.path)/\(name)"
    let copy = "\(folder)/\(URL(filePath: given).lastPathComponent)"
    do throws(VerificationError) {
      guard FileMode(of: original)?.kind == .folder else { throw .noSuchFolder(path: root) }
      try TreeCopier.makeFolder(folder)
      var copier = TreeCopier(
        source: original,
        otherNames: [given],
        target: copy,
        skipping: skipping,
        replaced: replaced,
        scratch: scratch.path
      )
      try copier.copy()
    } catch {
      scratch.remove()
      throw error
    }
    return ShadowCopy(root: copy, original: original, folder: folder, scratch: scratch)
  }

  private init(root: String, original: String, folder: String, scratch: ScratchFolder) {
    self.root = root
    self.original = original
    self.folder = folder
    self.scratch = scratch
  }

  /// Removes the copy and, if it is one of a pair, the other one too.
  public func remove() {
    scratch.remove()
  }
}
