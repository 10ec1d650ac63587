internal import Foundation
public import PythonSyntax
public import Recording
internal import SourceText

/// Which files a plan may change.
public enum PlanScope: String, Sendable, CaseIterable {
  /// The program's own.
  case app
  /// Also those of the packages that ship with it.
  case all
}

/// The Python files that a plan may change, read and analysed: the program's own, and perhaps its packages'.
public struct Project: Sendable {
  /// The root folder.
  public let root: String
  /// The analysed files by absolute path.
  public let files: [String: ModuleSyntax]
  /// The paths of the analysed files, sorted, so that results do not depend on the order of a folder.
  public let paths: [String]
  private let packaged: [String: PackagedFile]
  /// The files that could not be read or understood, with the reason, sorted.
  public let problems: [FileProblem]

  /// A file that is left alone.
  public struct FileProblem: Sendable, Hashable {
    /// The absolute path.
    public let file: String
    /// Line, column and what is wrong there.
    public let reason: String
  }

  /// A file that an installed package brought.
  public struct PackagedFile: Sendable, Hashable {
    /// The package.
    public let distribution: Distribution
    /// The folder in which packages are installed, and the file's path below it.
    public let folder: String, path: String
    /// The name by which it was imported.
    public let module: String
  }

  /// Reads every Python file below the root that is the program's own, and of its packages those that were loaded.
  public init(of recording: Recording, scope: PlanScope = .app) {
    root = recording.program.root
    var files: [String: ModuleSyntax] = [:]
    var problems: [FileProblem] = []
    packaged = scope == .all ? Self.packagedFiles(recording) : [:]
    for path in Self.paths(recording) + packaged.keys.sorted() {
      do {
        let syntax = ModuleSyntax(source: try SourceFile.read(path))
        files[path] = syntax
        if let problem = syntax.problems.first { problems.append(FileProblem(file: path, reason: "\(problem)")) }
      } catch {
        problems.append(FileProblem(file: path, reason: "\(error)"))
      }
    }
    self.files = files
    self.paths = files.keys.sorted()
    self.problems = problems
  }

  /// Whether a file is the program's own.
  public func isOwn(_ path: String) -> Bool { files[path] != nil && packaged[path] == nil }

  /// The package that brought a file, and where.
  public func package(of path: String) -> PackagedFile? { packaged[path] }

  /// A file's path below the root, or below the folder that packages are installed in.
  public func relativePath(of path: String) -> String {
    packaged[path]?.path ?? String(path.dropFirst(root.count + 1))
  }

  /// The dotted name by which other files import this one, as far as the folders below the root tell.
  public func moduleName(of path: String) -> String {
    if let packaged = packaged[path] { return packaged.module }
    var parts = relativePath(of: path).split(separator: "/").map(String.init)
    guard let last = parts.popLast() else { return "" }
    let stem = last.hasSuffix(".py") ? String(last.dropLast(3)) : last
    if stem != "__init__" { parts.append(stem) }
    if parts.first == "src" { parts.removeFirst() }
    return parts.joined(separator: ".")
  }

  private static func packagedFiles(_ recording: Recording) -> [String: PackagedFile] {
    let finder = DistributionFinder(recording)
    var files: [String: PackagedFile] = [:]
    for load in recording.runs.flatMap(\.processes).flatMap(\.loads) {
      guard let path = load.file, path.hasSuffix(".py"), files[path] == nil else { continue }
      let owner = finder.owner(of: path)
      // The folder is what is left of the path without the module's own.
      let parts = load.name.split(separator: ".").joined(separator: "/")
      guard owner.kind == .installed,
        let tail = ["/\(parts).py", "/\(parts)/__init__.py"].first(where: path.hasSuffix)
      else { continue }
      let folder = String(path.dropLast(tail.count))
      files[path] = PackagedFile(
        distribution: owner,
        folder: folder,
        path: String(tail.dropFirst()),
        module: load.name
      )
    }
    return files
  }

  private static func paths(_ recording: Recording) -> [String] {
    let rule = FirstParty(recording)
    let root = recording.program.root
    var paths: Set<String> = []
    let skipped: Set = ["node_modules", "__pycache__", "site-packages", "dist-packages"]
    if let walk = FileManager.default.enumerator(atPath: root) {
      while let entry = walk.nextObject() as? String {
        let name = entry.split(separator: "/").last.map(String.init) ?? entry
        let path = "\(root)/\(entry)"
        if skipped.contains(name) || name.hasPrefix(".")
          || FileManager.default.fileExists(atPath: "\(path)/pyvenv.cfg")
        {
          walk.skipDescendants()
        } else if name.hasSuffix(".py"), rule.contains(path) {
          paths.insert(path)
        }
      }
    }
    return paths.sorted()
  }
}
