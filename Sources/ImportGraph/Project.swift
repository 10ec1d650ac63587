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
  ///
  /// - Parameters:
  ///   - recording: what was run.
  ///   - scope: whether packages count.
  ///   - cache: where earlier analyses are kept; nil analyses everything anew and keeps nothing.
  public init(of recording: Recording, scope: PlanScope = .app, cache: SyntaxCache? = nil) {
    let rule = FirstParty(recording)
    self.init(
      root: recording.program.root,
      paths: Self.pythonFiles(below: recording.program.root).filter(rule.contains),
      edition: LanguageEdition(pythonVersion: recording.interpreter.version),
      cache: cache,
      packaged: scope == .all ? Self.packagedFiles(recording) : [:],
      starNames: StarNameCollector(recording).names
    )
  }

  /// Reads certain files.
  ///
  /// - Parameters:
  ///   - root: the root folder.
  ///   - paths: the files, by absolute path.
  ///   - edition: what the program's interpreter understands.
  ///   - cache: where earlier analyses are kept; nil analyses everything anew and keeps nothing.
  public init(root: String, paths: [String], edition: LanguageEdition, cache: SyntaxCache?) {
    self.init(root: root, paths: paths, edition: edition, cache: cache, packaged: [:], starNames: [:])
  }

  private init(
    root: String,
    paths: [String],
    edition: LanguageEdition,
    cache: SyntaxCache?,
    packaged: [String: PackagedFile],
    starNames: [String: StarNames]
  ) {
    self.root = root
    self.packaged = packaged
    let paths = paths.sorted() + packaged.keys.sorted()
    // With packages and without them are two sets of files; each keeps a pack, or they would drive each other out.
    let name = packaged.isEmpty ? root : root + "/*"
    let known = cache?.pack(of: name) ?? SyntaxPack()
    let (answers, pack) = FileReader(edition: edition, known: known, starNames: starNames).read(paths)
    var files: [String: ModuleSyntax] = [:]
    var problems: [FileProblem] = []
    for (path, answer) in zip(paths, answers) {
      switch answer {
      case .success(let syntax):
        files[path] = syntax
        if let problem = syntax.problems.first { problems.append(FileProblem(file: path, reason: "\(problem)")) }
      case .failure(let error):
        problems.append(FileProblem(file: path, reason: "\(error)"))
      }
    }
    self.files = files
    self.paths = files.keys.sorted()
    self.problems = problems
    if pack.entries.keys != known.entries.keys { cache?.store(pack, of: name) }
  }

  /// Whether a file is the program's own.
  public func isOwn(_ path: String) -> Bool { files[path] != nil && packaged[path] == nil }

  /// The package that brought a file, and where.
  public func package(of path: String) -> PackagedFile? { packaged[path] }

  /// A file's path below the root, or below the folder that packages are installed in.
  public func relativePath(of path: String) -> String {
    packaged[path]?.path ?? String(path.dropFirst(root.count + 1))
  }

  /// The line of an imported name's statement; 0 if its file is not there.
  public func line(of name: StatementReference) -> Int {
    files[name.file]?.imports[name.reference.statement].line ?? 0
  }

  /// What an imported name is called in its file; nil if that is not there.
  public func boundName(of name: StatementReference) -> String? { files[name.file]?[name.reference].boundName }

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
      // Elsewhere than in a folder for packages, their folder is what is left of the path without the module's own.
      let parts = load.name.split(separator: ".").joined(separator: "/")
      guard owner.kind == .installed,
        let tail = ["/\(parts).py", "/\(parts)/__init__.py"].first(where: path.hasSuffix)
      else { continue }
      // What a package brings along for itself (`_vendor`) is imported from there, and yet one of the package's files.
      let folder = DistributionFinder.installation(of: path)?.folder ?? String(path.dropLast(tail.count))
      files[path] = PackagedFile(
        distribution: owner,
        folder: folder,
        path: String(path.dropFirst(folder.count + 1)),
        module: load.name
      )
    }
    return files
  }

  /// The Python files below a folder, without those of environments and other folders that hold no program text.
  public static func pythonFiles(below root: String) -> [String] {
    var paths: [String] = []
    var environments: [String] = []
    let realRoot = URL(filePath: root).resolvingSymlinksInPath().path
    let skipped: Set = ["node_modules", "__pycache__", "site-packages", "dist-packages"]
    /// What a link leads to elsewhere is not the program's.
    func isInside(_ type: FileAttributeType?, _ path: String) -> Bool {
      guard type == .typeSymbolicLink else { return type == .typeRegular }
      return URL(filePath: path).resolvingSymlinksInPath().path.hasPrefix(realRoot + "/")
    }
    if let walk = FileManager.default.enumerator(atPath: root) {
      while let entry = walk.nextObject() as? String {
        let name = entry.split(separator: "/").last.map(String.init) ?? entry
        if skipped.contains(name) || name.hasPrefix(".") {
          walk.skipDescendants()
        } else if name == "pyvenv.cfg" {
          environments.append(String("\(root)/\(entry)".dropLast(name.count)))
        } else if name.hasSuffix(".py"), isInside(walk.fileAttributes?[.type] as? FileAttributeType, "\(root)/\(entry)")
        {
          paths.append("\(root)/\(entry)")
        }
      }
    }
    // A program may itself lie in an environment's folder.
    environments.removeAll { $0 == root + "/" }
    return paths.filter { path in !environments.contains { path.hasPrefix($0) } }.sorted()
  }
}
