import Foundation

/// A folder that shows all of another one by links, but some files with contents of their own.
struct Mirror {
  /// The folder that is shown, and where.
  let source: String, target: String
  /// New contents by absolute path below `source`.
  let files: [(path: String, contents: [UInt8])]

  /// Makes the folders on the way to the files, and those to open, and links everything else.
  ///
  /// - Parameter opening: folders below `target` that are made even if no file lies in them.
  /// - Throws: `VerificationError`.
  func make(opening: [String] = []) throws(VerificationError) {
    if FileMode(of: source)?.kind == .file {
      // A package of a single module.
      for file in files { try write(file.contents, to: target, like: file.path) }
      return
    }
    var contents: [String: [UInt8]] = [:]
    var opened: Set<String> = []
    func open(_ path: Substring) {
      var folder = path
      while let slash = folder.lastIndex(of: "/") {
        folder = folder[..<slash]
        opened.insert(String(folder))
      }
    }
    for file in files {
      let path = file.path.dropFirst(source.count)
      contents[String(path)] = file.contents
      open(path)
      // Its bytecode is stale, and of the unchecked kind (PEP 552) would not be noticed as such.
      if let slash = path.lastIndex(of: "/") { opened.insert(path[..<slash] + "/__pycache__") }
    }
    for folder in opening { open(folder.dropFirst(target.count) + "/") }
    try mirror("", contents, opened.union([""]))
  }

  private func mirror(
    _ relative: String,
    _ contents: [String: [UInt8]],
    _ opened: Set<String>
  ) throws(VerificationError) {
    try TreeCopier.makeFolder(target + relative)
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: source + relative).sorted()
    } catch {
      throw VerificationError(reading: source + relative, error)
    }
    for name in names {
      let path = "\(relative)/\(name)"
      let kind = FileMode(of: source + path)?.kind
      if let bytes = contents[path] {
        try write(bytes, to: target + path, like: source + path)
      } else if opened.contains(path), kind == .folder {
        try mirror(path, contents, opened)
      } else if kind != nil, Bytecode.module(behind: path).flatMap({ contents["/" + $0] }) == nil {
        try link(path, kind)
      }
    }
  }

  private func link(_ relative: String, _ kind: FileMode.Kind?) throws(VerificationError) {
    let manager = FileManager.default
    // What a relative link of the environment leads to (`lib64` to `lib`) lies in the copy as well.
    let own = kind == .link ? try? manager.destinationOfSymbolicLink(atPath: source + relative) : nil
    let destination = own.flatMap { $0.hasPrefix("/") || $0.hasPrefix("..") ? nil : $0 } ?? source + relative
    do {
      try manager.createSymbolicLink(atPath: target + relative, withDestinationPath: destination)
    } catch {
      throw VerificationError(writing: target + relative, error)
    }
  }

  private func write(_ bytes: [UInt8], to path: String, like original: String) throws(VerificationError) {
    do {
      try Data(bytes).write(to: URL(filePath: path))
    } catch {
      throw VerificationError(writing: path, error)
    }
    FileMode.set(FileMode(of: original)?.permissions ?? 0o644, of: path)
  }
}
