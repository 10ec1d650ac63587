internal import Foundation
public import Recording

/// Tells which distribution owns a file, from installed metadata alone: no source file is read.
public final class DistributionFinder {
  private let recording: Recording
  private let firstParty: FirstParty
  private var packages: [String: InstalledPackages] = [:]
  private let standardLibrary: Distribution
  private let program: Distribution
  private lazy var editable = EditableInstalls(
    in: folders.filter { $0.hasSuffix("/site-packages") || $0.hasSuffix("/dist-packages") }
  )

  /// Takes the interpreter and the root of a recording's program.
  public init(_ recording: Recording) {
    self.recording = recording
    firstParty = FirstParty(recording)
    standardLibrary = Distribution(
      kind: .standardLibrary,
      name: "Python standard library",
      version: recording.interpreter.version
    )
    let name = URL(filePath: recording.program.root).lastPathComponent
    program = Distribution(kind: .firstParty, name: name, version: "")
  }

  /// The owner of a module's file; what has none is built into the interpreter.
  public func owner(of file: String?) -> Distribution {
    guard let file else { return standardLibrary }
    if let (folder, path) = Self.installation(of: file) {
      if let known = packages(in: folder).owner(of: path) { return known }
      return Distribution(kind: .unknown, name: String(path.prefix { $0 != "/" }), version: "")
    }
    if let bundled = firstParty.bundled(file) { return bundled }
    if firstParty.contains(file) { return program }
    if isStandardLibrary(file) { return standardLibrary }
    if let project = editable.owner(of: file) { return project }
    // A layer or a target folder (`pip install -t`) has its metadata beside the packages.
    for folder in folders where file.hasPrefix(folder + "/") {
      if let known = packages(in: folder).owner(of: String(file.dropFirst(folder.count + 1))) { return known }
    }
    return Distribution(kind: .unknown, name: Self.archive(of: file) ?? Self.folder(of: file), version: "")
  }

  private var folders: [String] { recording.interpreter.searchPath.filter { $0.hasPrefix("/") } }

  /// Whether a file lies in the interpreter's own library; `basePrefix` alone may hold anything, as /usr does.
  private func isStandardLibrary(_ file: String) -> Bool {
    let interpreter = recording.interpreter
    let version = interpreter.version.split(separator: ".").prefix(2)
    // It may also come as one archive.
    let places = ["python\(version.joined(separator: "."))", "python\(version.joined()).zip"]
    return [interpreter.basePrefix, interpreter.prefix].contains { prefix in
      ["lib", "lib64"].contains { folder in places.contains { file.hasPrefix("\(prefix)/\(folder)/\($0)/") } }
    }
  }

  /// The packages folder a file lies in, and its path there.
  static func installation(of file: String) -> (folder: String, path: String)? {
    for marker in ["/site-packages/", "/dist-packages/"] {
      guard let range = file.range(of: marker, options: .backwards) else { continue }
      let folder = String(file[..<file.index(before: range.upperBound)])
      return (folder, String(file[range.upperBound...]))
    }
    return nil
  }

  /// The archive that a file is in, as far as its name tells: one cannot look into it as into a folder.
  private static func archive(of file: String) -> String? {
    let parts = file.split(separator: "/").dropLast()
    return parts.last { part in [".zip", ".egg", ".whl", ".pyz"].contains(where: part.hasSuffix) }.map(String.init)
  }

  private static func folder(of file: String) -> String {
    URL(filePath: file).deletingLastPathComponent().path
  }

  private func packages(in folder: String) -> InstalledPackages {
    if let known = packages[folder] { return known }
    let found = InstalledPackages(in: folder)
    packages[folder] = found
    return found
  }
}
