internal import Foundation
internal import ImportGraph
internal import Launching
internal import Recording
internal import Rewriting

/// A program twice, as it is and with a patch: its own files, and where the patch goes there, its packages.
///
/// Both are copies made in the same way, so that the patch is all in which they differ.
struct CopiedPrograms {
  /// One of the two.
  struct Variant {
    let copy: ShadowCopy
    let standIn: EnvironmentStandIn?

    var root: String { copy.root }
    var folder: String { copy.folder }
  }

  let before: Variant, after: Variant
  private let pair: ShadowPair

  /// Copies what is needed.
  ///
  /// - Throws: `ProofError.verification`.
  init(_ start: ProgramStart, _ patch: Patch, in scratch: String) throws(ProofError) {
    // Packages that lie in the program's own folder, as in a bundle, are copied with it.
    func isInRoot(_ file: Patch.File) -> Bool {
      file.package == nil
        || file.path.hasPrefix(start.root + "/") && !file.path.hasPrefix(start.interpreter.prefix + "/")
    }
    let own = patch.files.filter(isInRoot).map { (String($0.path.dropFirst(start.root.count + 1)), $0.after) }
    let installed = patch.files.filter { !isInRoot($0) }
    do {
      pair = try ShadowPair.make(of: start.root, replacing: Dictionary(uniqueKeysWithValues: own), in: scratch)
    } catch {
      throw .verification(error)
    }
    do {
      before = try Self.variant(pair.before, start.interpreter, installed.map { ($0, $0.before) })
      after = try Self.variant(pair.after, start.interpreter, installed.map { ($0, $0.after) })
    } catch {
      pair.remove()
      throw .verification(error)
    }
  }

  /// Removes both.
  func remove() {
    pair.remove()
  }

  private static func variant(
    _ copy: ShadowCopy,
    _ interpreter: Interpreter,
    _ files: [(file: Patch.File, contents: [UInt8])]
  ) throws(VerificationError) -> Variant {
    guard !files.isEmpty else { return Variant(copy: copy, standIn: nil) }
    let searched = (Environment.inherited["PYTHONPATH"] ?? "").split(separator: ":").map {
      URL(filePath: String($0)).standardizedFileURL.path
    }
    let environment = try EnvironmentCopy.make(
      of: interpreter,
      with: files.map { file, contents in
        InstalledFile(path: file.path, folder: file.package?.folder ?? "", contents: contents)
      },
      searched: searched,
      at: copy.folder + "/.environment"
    )
    return Variant(copy: copy, standIn: environment.standIn)
  }
}
