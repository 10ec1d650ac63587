import Foundation
internal import Recording

/// A copy of an interpreter's environment in which some installed files have other contents.
///
/// Only the folders on the way to these files are made anew; everything else in them is a link to the original. So a copy takes
/// milliseconds, the program's view stays natural (prefix, metadata, data and libraries beside a package), and nothing is
/// written into the original but what the program itself would write there.
struct EnvironmentCopy {
  /// What to start, and where to look.
  let standIn: EnvironmentStandIn
  /// Where each file lies in the copy.
  let files: [(original: String, copy: String)]

  /// Makes a copy.
  ///
  /// - Parameters:
  ///   - interpreter: the interpreter whose packages are changed.
  ///   - files: the contents by absolute path, each with the folder that its package is installed in.
  ///   - searched: the folders of `PYTHONPATH`.
  ///   - target: where to put it; must not exist.
  /// - Returns: the copy, which stays until its folder is removed.
  /// - Throws: `VerificationError`.
  static func make(
    of interpreter: Interpreter,
    with files: [InstalledFile],
    searched: [String],
    at target: String
  ) throws(VerificationError) -> EnvironmentCopy {
    let isVirtual = interpreter.prefix != interpreter.basePrefix
    var own: [InstalledFile] = []
    var base: [InstalledFile] = []
    var byFolder: [String: [InstalledFile]] = [:]
    for file in files {
      if isVirtual, file.path.hasPrefix(interpreter.prefix + "/") {
        own.append(file)
      } else if searched.contains(file.folder) {
        byFolder[file.folder, default: []].append(file)
      } else {
        base.append(file)
      }
    }
    let version = interpreter.version.split(separator: ".").prefix(2).joined(separator: ".")
    let packages = "\(target)/lib/python\(version)/site-packages"
    var places: [(original: String, copy: String)] = []
    func mirror(_ files: [InstalledFile], from source: String, to target: String, opening: [String] = [])
      throws(VerificationError)
    {
      try Mirror(source: source, target: target, files: files.map { ($0.path, $0.contents) }).make(opening: opening)
      places += files.map { ($0.path, target + $0.path.dropFirst(source.count)) }
    }
    if isVirtual {
      // The folders themselves, so that there is one to put what belongs to the base into.
      try mirror(own, from: interpreter.prefix, to: target, opening: [packages])
    } else {
      try makeFolders(packages)
      try link("\(target)/bin/python", to: interpreter.executable)
      try write(settings(of: interpreter), to: "\(target)/pyvenv.cfg")
    }
    for (folder, files) in Dictionary(grouping: base, by: \.folder).sorted(by: { $0.key < $1.key }) {
      for (top, files) in Dictionary(grouping: files, by: \.topLevelName).sorted(by: { $0.key < $1.key }) {
        try mirror(files, from: "\(folder)/\(top)", to: "\(packages)/\(top)")
      }
    }
    var folders: [String: String] = [:]
    for (index, (folder, files)) in byFolder.sorted(by: { $0.key < $1.key }).enumerated() {
      let copy = "\(target)/path\(index)"
      try mirror(files, from: folder, to: copy)
      folders[folder] = copy
    }
    let name = URL(filePath: interpreter.executable).lastPathComponent
    let executable = isVirtual ? "\(target)/bin/\(name)" : "\(target)/bin/python"
    return EnvironmentCopy(standIn: EnvironmentStandIn(executable: executable, folders: folders), files: places)
  }

  /// A virtual environment over an interpreter that is none: its packages come first, the interpreter's own after them.
  private static func settings(of interpreter: Interpreter) -> [UInt8] {
    let home = URL(filePath: interpreter.executable).resolvingSymlinksInPath().deletingLastPathComponent().path
    return Array("home = \(home)\ninclude-system-site-packages = true\nversion = \(interpreter.version)\n".utf8)
  }

  private static func makeFolders(_ packages: String) throws(VerificationError) {
    do {
      try FileManager.default.createDirectory(atPath: packages, withIntermediateDirectories: true)
      let top = packages.components(separatedBy: "/lib/python").dropLast().joined(separator: "/lib/python")
      try FileManager.default.createDirectory(atPath: "\(top)/bin", withIntermediateDirectories: true)
    } catch {
      throw VerificationError(writing: packages, error)
    }
  }

  private static func link(_ path: String, to destination: String) throws(VerificationError) {
    do {
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: destination)
    } catch {
      throw VerificationError(writing: path, error)
    }
  }

  private static func write(_ bytes: [UInt8], to path: String) throws(VerificationError) {
    do {
      try Data(bytes).write(to: URL(filePath: path))
    } catch {
      throw VerificationError(writing: path, error)
    }
  }
}

/// A file of an installed package, as it shall be in a copy.
struct InstalledFile {
  /// The absolute path, and the folder in which packages are installed.
  let path: String, folder: String
  let contents: [UInt8]

  /// The package's folder or file below `folder`.
  var topLevelName: String { String(path.dropFirst(folder.count + 1).prefix { $0 != "/" }) }
}
