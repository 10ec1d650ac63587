internal import Foundation
public import PythonSyntax
public import Recording
internal import SourceText

/// The program's own Python files, read and analysed.
public struct Project: Sendable {
  /// The root folder.
  public let root: String
  /// The analysed files by absolute path.
  public let files: [String: ModuleSyntax]
  /// The paths of the analysed files, sorted, so that results do not depend on the order of a folder.
  public let paths: [String]
  /// The files that could not be read or understood, with the reason, sorted.
  public let problems: [FileProblem]

  /// A file that is left alone.
  public struct FileProblem: Sendable, Hashable {
    /// The absolute path.
    public let file: String
    /// Line, column and what is wrong there.
    public let reason: String
  }

  /// Reads every Python file below the root that is the program's own.
  ///
  /// - Parameters:
  ///   - recording: what was run.
  ///   - cache: where earlier analyses are kept; nil analyses everything anew and keeps nothing.
  public init(of recording: Recording, cache: SyntaxCache? = nil) {
    let rule = FirstParty(recording)
    self.init(
      root: recording.program.root,
      paths: Self.pythonFiles(below: recording.program.root).filter(rule.contains),
      edition: LanguageEdition(pythonVersion: recording.interpreter.version),
      cache: cache
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
    self.root = root
    let paths = paths.sorted()
    let known = cache?.pack(of: root) ?? SyntaxPack()
    let (answers, pack) = FileReader(edition: edition, known: known).read(paths)
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
    if pack.entries.keys != known.entries.keys { cache?.store(pack, of: root) }
  }

  /// A file's path below the root.
  public func relativePath(of path: String) -> String {
    String(path.dropFirst(root.count + 1))
  }

  /// The dotted name by which other files import this one, as far as the folders below the root tell.
  public func moduleName(of path: String) -> String {
    var parts = relativePath(of: path).split(separator: "/").map(String.init)
    guard let last = parts.popLast() else { return "" }
    let stem = last.hasSuffix(".py") ? String(last.dropLast(3)) : last
    if stem != "__init__" { parts.append(stem) }
    if parts.first == "src" { parts.removeFirst() }
    return parts.joined(separator: ".")
  }

  /// The Python files below a folder, without those of environments and other folders that hold no program text.
  public static func pythonFiles(below root: String) -> [String] {
    var paths: [String] = []
    var environments: [String] = []
    let skipped: Set = ["node_modules", "__pycache__", "site-packages", "dist-packages"]
    if let walk = FileManager.default.enumerator(atPath: root) {
      while let entry = walk.nextObject() as? String {
        let name = entry.split(separator: "/").last.map(String.init) ?? entry
        if skipped.contains(name) || name.hasPrefix(".") {
          walk.skipDescendants()
        } else if name == "pyvenv.cfg" {
          environments.append(String("\(root)/\(entry)".dropLast(name.count)))
        } else if name.hasSuffix(".py") {
          paths.append("\(root)/\(entry)")
        }
      }
    }
    // A program may itself lie in an environment's folder.
    environments.removeAll { $0 == root + "/" }
    return paths.filter { path in !environments.contains { path.hasPrefix($0) } }.sorted()
  }
}
