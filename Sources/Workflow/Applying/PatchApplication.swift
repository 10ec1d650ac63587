internal import Advice
internal import Foundation
internal import Launching
internal import Recording
internal import SourceText

/// Puts the patches of packages in place, or takes them back: all of them or none.
public struct PatchApplication {
  /// Which way.
  public enum Direction: Sendable {
    case apply, revert
  }

  /// What came of one package.
  public struct Result: Sendable {
    /// The package.
    public let distribution: String, version: String
    /// How many files were changed, and how many were already as they should be.
    public let changed: Int, unchanged: Int
  }

  private struct Replacement {
    let path: String
    let contents: [UInt8]
  }

  private let target: String
  private var replacements: [Replacement] = []
  private var staleBytecode: [String] = []
  /// What will come of each package.
  public private(set) var results: [Result] = []

  /// Checks everything; nothing is written yet.
  ///
  /// - Parameters:
  ///   - patches: the patches.
  ///   - target: the folder that the packages are installed in.
  ///   - direction: which way.
  /// - Throws: `ApplicationError`.
  public init(_ patches: [PackagePatch], to target: String, _ direction: Direction) throws(ApplicationError) {
    self.target = URL(filePath: target).resolvingSymlinksInPath().path
    for patch in patches { try prepare(patch, direction) }
  }

  private mutating func prepare(_ patch: PackagePatch, _ direction: Direction) throws(ApplicationError) {
    let metadata = InstalledMetadata(of: patch.distribution, in: target)
    guard let metadata, metadata.version == patch.version else {
      throw .otherVersion(
        distribution: patch.distribution,
        wanted: patch.version,
        found: metadata?.version,
        target: target
      )
    }
    if direction == .apply, let oldest = patch.oldestPython, let python, python < oldest {
      throw .olderPython(distribution: patch.distribution, wanted: "\(oldest)", found: "\(python)", target: target)
    }
    var hashes: [String: (hash: String, size: Int)] = [:]
    var unchanged = 0
    for file in patch.files {
      let path = try ownPath(of: file.path)
      guard let contents = RegularFile.contents(of: path) else {
        throw .unwritable(file: path, reason: "it cannot be read")
      }
      let hash = Digest.hexadecimal(of: contents)
      let (old, new) = direction == .apply ? (file.before, file.after) : (file.after, file.before)
      if hash == new {
        unchanged += 1
        continue
      }
      guard hash == old else {
        throw .otherContents(file: path, distribution: "\(patch.distribution) \(patch.version)")
      }
      let result: [UInt8]
      do {
        result = direction == .apply ? try file.diff.applied(to: contents) : try file.diff.reverted(from: contents)
      } catch {
        throw .unusable(patch: "\(patch.distribution) \(patch.version)", reason: "\(error) of \(file.path)")
      }
      guard Digest.hexadecimal(of: result) == new else {
        throw .unusable(patch: "\(patch.distribution) \(patch.version)", reason: "\(file.path) comes out otherwise")
      }
      replacements.append(Replacement(path: path, contents: result))
      hashes[file.path] = (new, result.count)
      staleBytecode += bytecode(of: path)
    }
    if let listed = metadata.record, !hashes.isEmpty {
      let record = try ownPath(of: String(listed.dropFirst(target.count + 1)))
      guard let bytes = RegularFile.contents(of: record) else {
        throw .unwritable(file: record, reason: "it cannot be read")
      }
      let text = InstalledMetadata.record(String(decoding: bytes, as: UTF8.self), with: hashes)
      replacements.append(Replacement(path: record, contents: Array(text.utf8)))
    }
    results.append(
      Result(
        distribution: patch.distribution,
        version: patch.version,
        changed: patch.files.count - unchanged,
        unchanged: unchanged
      )
    )
  }

  /// The Python that the folder belongs to, as `lib/python3.12/site-packages` says; nil for a folder of another kind.
  private var python: PythonVersion? {
    let prefix = "python"
    let folder = target.split(separator: "/").last { $0.hasPrefix(prefix) && $0.contains(".") }
    return folder.flatMap { PythonVersion($0.dropFirst(prefix.count)) }
  }

  /// The file itself: no link on the way may lead out of the folder, and none stands in its place.
  private func ownPath(of relative: String) throws(ApplicationError) -> String {
    let path = "\(target)/\(relative)"
    let resolved = URL(filePath: path).resolvingSymlinksInPath().path
    guard resolved.hasPrefix(target + "/") else {
      throw .unwritable(file: path, reason: "a link leads out of \(target)")
    }
    let attributes = try? FileManager.default.attributesOfItem(atPath: resolved)
    guard attributes?[.type] as? FileAttributeType == .typeRegular else {
      throw .unwritable(file: path, reason: "there is no such file")
    }
    return resolved
  }

  /// Bytecode is made anew when a module is next imported; what was compiled without a check (PEP 552) would stay for ever.
  private func bytecode(of path: String) -> [String] {
    let url = URL(filePath: path)
    let folder = url.deletingLastPathComponent().appending(path: "__pycache__").path
    // Python keeps bytecode in a folder; what a link leads to is not this package's.
    guard URL(filePath: folder).resolvingSymlinksInPath().path == folder else { return [] }
    let prefix = url.deletingPathExtension().lastPathComponent + "."
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasPrefix(prefix) && $0.hasSuffix(".pyc") }.map { "\(folder)/\($0)" }
  }

  /// Replaces the files.
  ///
  /// Everything is written beside the old files first; each is then put in place by one rename, and where that fails those
  /// before it are put back.
  /// - Throws: `ApplicationError.unwritable`.
  public func write() throws(ApplicationError) {
    var pending: [FileReplacement] = []
    defer { pending.forEach { $0.withdraw() } }
    for file in replacements {
      do {
        pending.append(try FileReplacement(of: file.path, by: file.contents))
      } catch {
        throw .unwritable(file: file.path, reason: SystemReason.of(error))
      }
    }
    var done: [(path: String, contents: [UInt8])] = []
    for file in pending {
      let old = RegularFile.contents(of: file.path)
      if let reason = file.commit() {
        for (path, contents) in done { _ = try? FileReplacement(of: path, by: contents).commit() }
        throw .unwritable(file: file.path, reason: reason)
      }
      if let old { done.append((file.path, old)) }
    }
    for path in staleBytecode { try? FileManager.default.removeItem(atPath: path) }
  }
}
