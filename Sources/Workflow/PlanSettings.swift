public import Advice
internal import Foundation
public import ImportGraph
internal import PythonSyntax

/// What a user wants of a plan.
public struct PlanSettings: Sendable {
  /// What a changed name must at least bring: nanoseconds per start.
  public var leastGain: Int64 = 1_000_000
  /// Most names to change; nil for as many as pay.
  public var maximumChanges: Int?
  /// Which files may be changed.
  public var scope = PlanScope.app
  /// What must stay: shell patterns of module names (`numpy*`), files (`app/models.py`) or lines (`app/models.py:12`).
  public var kept: [String] = []

  /// What holds for some files alone.
  public var pathRules: [PathRule] = []

  /// The patterns of findings that are not reported.
  public var ignoredFindings: Set<String> = []

  /// From where on something is a finding.
  public var thresholds = FindingThresholds()

  /// Whether names are changed although the program may behave otherwise then.
  public var allowsUnsafe = false

  /// In which form imports wait.
  public var form = ImportForm.Wish.automatic

  /// The only package that may be changed; nil for all that the scope allows.
  public var onlyPackage: String?

  /// What is known about published packages.
  public var recipes = RecipeBook.empty
  /// Where analyses of source files are kept from one run to the next; nil for nowhere.
  public var cache: SyntaxCache?

  /// The defaults.
  public init() {}

  /// The user's wish that a name stays as it is, if there is one.
  func reason(against statement: StatementReference, in project: Project) -> Reason? {
    if let onlyPackage {
      let owner = project.package(of: statement.file)?.distribution.name
      guard let owner, RecipeBook.isSame(owner, onlyPackage) else {
        return Reason(.kept, "only \(onlyPackage) is to be changed")
      }
    }
    let path = project.relativePath(of: statement.file)
    if let rule = pathRules.first(where: { $0.keeps && $0.matches(path) }) {
      return Reason(.kept, "\(PathRule.key) “\(rule.pattern)” says so")
    }
    guard !kept.isEmpty else { return nil }
    let names = Self.names(of: statement, in: project)
    return kept.first { Self.matches($0, names) }.map { Reason(.kept, "--keep \($0) says so") }
  }

  /// The patterns that keep nothing, a sentence each: most likely they are misspelled.
  func idlePatterns(among statements: Set<StatementReference>, in project: Project) -> [String] {
    guard !kept.isEmpty else { return [] }
    let names = statements.map { Self.names(of: $0, in: project) }
    return kept.filter { pattern in !names.contains { Self.matches(pattern, $0) } }.map { pattern in
      "“\(pattern)”, which is to be kept, names no import that could be changed: write a module (numpy, numpy*), a file as in app.py, or "
        + "its line as in app.py:3."
    }
  }

  /// The rules for paths that are about no file of the program, a sentence each.
  func idleRules(in project: Project) -> [String] {
    let paths = project.paths.filter(project.isOwn).map(project.relativePath)
    return pathRules.filter { !paths.contains(where: $0.matches) }.map { rule in
      "“\(rule.pattern)” of \(PathRule.key) names no file of the program: write its path from this folder on, as in src/legacy/**."
    }
  }

  /// What a pattern may mean a statement by.
  private static func names(of statement: StatementReference, in project: Project) -> [String] {
    guard let syntax = project.files[statement.file] else { return [] }
    let importStatement = syntax.imports[statement.reference.statement]
    let name = syntax[statement.reference].name
    let file = project.relativePath(of: statement.file)
    let module = importStatement.fromModule
    return [file, "\(file):\(importStatement.line)", module ?? name, module.map { "\($0).\(name)" } ?? name]
  }

  private static func matches(_ pattern: String, _ names: [String]) -> Bool {
    names.contains { unsafe fnmatch(pattern, $0, 0) == 0 }
  }
}
