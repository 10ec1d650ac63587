import Foundation
import VerificationShims

/// Copies one project's tree: folders and files first, then links, then the files with new contents.
struct TreeCopier {
  /// The root to copy, with no symbolic link in it.
  let source: String
  /// Other absolute paths of that root, as links may spell it.
  let otherNames: [String]
  let target: String
  let skipping: ShadowCopy.Skipping
  let replaced: [String: [UInt8]]
  /// Our own folder, which lies within the project if TMPDIR does.
  let scratch: String

  private var links: [String] = []
  private var folders: [(path: String, permissions: Int)] = []
  private var skipped: Set<String> = []

  init(
    source: String,
    otherNames: [String],
    target: String,
    skipping: ShadowCopy.Skipping,
    replaced: [String: [UInt8]],
    scratch: String
  ) {
    self.source = source
    self.otherNames = otherNames
    self.target = target
    self.skipping = skipping
    self.replaced = replaced
    self.scratch = scratch
  }

  mutating func copy() throws(VerificationError) {
    try copyFolder("")
    // Where a link leads in the copy is known only when all that is left out is known.
    let redirection = LinkRedirection(roots: [source] + otherNames, target: target, skipped: skipped)
    for link in links { try copyLink(link, by: redirection) }
    for (path, bytes) in replaced.sorted(by: { $0.key < $1.key }) { try write(bytes, to: path) }
    // Last, because nothing can be put into a folder that is not writable.
    for (path, permissions) in folders.reversed() { FileMode.set(permissions, of: path) }
  }

  /// Makes a folder that we can fill, whatever the permissions of the original are.
  static func makeFolder(_ path: String) throws(VerificationError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path,
        withIntermediateDirectories: false,
        attributes: [.posixPermissions: 0o700]
      )
    } catch {
      throw VerificationError(writing: path, error)
    }
  }

  private mutating func copyFolder(_ relative: String) throws(VerificationError) {
    let (from, to) = (source + relative, target + relative)
    try Self.makeFolder(to)
    if let mode = FileMode(of: from) { folders.append((to, mode.permissions)) }
    for name in try names(in: from).sorted() {
      let path = "\(relative)/\(name)"
      // What vanished meanwhile, and a name that is not UTF-8, has no mode.
      guard let mode = FileMode(of: source + path) else { continue }
      if isSkipped(path, name: name, kind: mode.kind) {
        skipped.insert(path)
      } else if mode.kind == .folder {
        try copyFolder(path)
      } else if replaced[String(path.dropFirst())] != nil
        || Bytecode.module(behind: path).flatMap({ replaced[$0] }) != nil
      {
        continue
      } else if mode.kind == .link {
        links.append(path)
      } else if mode.kind == .file {
        try copyFile(path)
      }
    }
  }

  private func names(in folder: String) throws(VerificationError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw VerificationError(reading: folder, error)
    }
  }

  private func isSkipped(_ path: String, name: String, kind: FileMode.Kind) -> Bool {
    if skipping.names.contains(name) || source + path == scratch { return true }
    guard kind == .folder else { return false }
    return skipping.folderPrefixes.contains { name.hasPrefix($0) }
      || skipping.environments && FileMode(of: "\(source)\(path)/pyvenv.cfg") != nil
  }

  private func copyFile(_ relative: String) throws(VerificationError) {
    let failure = unsafe verification_copy_file(source + relative, target + relative)
    switch failure {
    case 0, -ENOENT: return
    case ..<0: throw VerificationError(reading: source + relative, number: -failure)
    default: throw VerificationError(writing: target + relative, number: failure)
    }
  }

  private func copyLink(_ relative: String, by redirection: LinkRedirection) throws(VerificationError) {
    let manager = FileManager.default
    guard let destination = try? manager.destinationOfSymbolicLink(atPath: source + relative) else { return }
    do {
      try manager.createSymbolicLink(
        atPath: target + relative,
        withDestinationPath: redirection.destination(destination, of: relative)
      )
    } catch {
      throw VerificationError(writing: target + relative, error)
    }
  }

  private func write(_ bytes: [UInt8], to relative: String) throws(VerificationError) {
    let parts = relative.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.contains(where: { ["", ".", ".."].contains($0) }) else {
      throw .notInCopy(path: relative, reason: "it is not a path below the project's root")
    }
    var folder = target
    var inside = ""
    for part in parts.dropLast() {
      folder += "/\(part)"
      inside += "/\(part)"
      if skipped.contains(inside) { throw .notInCopy(path: relative, reason: "\(inside.dropFirst()) is not copied") }
      switch FileMode(of: folder)?.kind {
      case .folder: continue
      case nil: try Self.makeFolder(folder)
      // Writing through it could reach the user's own file.
      default: throw .notInCopy(path: relative, reason: "\(inside.dropFirst()) is a link or no folder")
      }
    }
    do {
      try Data(bytes).write(to: URL(filePath: "\(target)/\(relative)"))
    } catch {
      throw VerificationError(writing: "\(target)/\(relative)", error)
    }
    let mode = FileMode(of: "\(source)/\(relative)")
    FileMode.set(mode?.kind == .file ? mode?.permissions ?? 0o644 : 0o644, of: "\(target)/\(relative)")
  }
}
