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
    let own = patch.files.filter(isInRoot).map {
      (path: String($0.path.dropFirst(start.root.count + 1)), contents: $0.after)
    }
    let installed = patch.files.filter { !isInRoot($0) }
    do {
      let replaced = Dictionary(uniqueKeysWithValues: own.map { ($0.path, $0.contents) })
      pair = try ShadowPair.make(of: start.root, replacing: replaced, in: scratch)
    } catch {
      throw .verification(error)
    }
    let root = pair.after.root
    var changed = own.map { (original: "\(start.root)/\($0.path)", copy: "\(root)/\($0.path)") }
    do {
      before = try Self.variant(pair.before, start.interpreter, installed.map { ($0, $0.before) }, &changed)
      after = try Self.variant(pair.after, start.interpreter, installed.map { ($0, $0.after) }, &changed)
      // Where it may be written, the first start does that, which is not counted.
      if start.writesNoBytecode { Bytecode.make(of: changed, by: start.interpreter) }
    } catch {
      pair.remove()
      throw .verification(error)
    }
  }

  /// Removes both.
  func remove() {
    pair.remove()
  }

  // Where its files lie is added to what is changed.
  private static func variant(
    _ copy: ShadowCopy,
    _ interpreter: Interpreter,
    _ files: [(file: Patch.File, contents: [UInt8])],
    _ changed: inout [(original: String, copy: String)]
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
    changed += environment.files
    return Variant(copy: copy, standIn: environment.standIn)
  }
}
