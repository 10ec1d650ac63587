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
  public init(of recording: Recording) {
    root = recording.program.root
    var files: [String: ModuleSyntax] = [:]
    var problems: [FileProblem] = []
    for path in Self.paths(recording) {
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
