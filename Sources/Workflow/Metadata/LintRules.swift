internal import Advice
internal import Foundation
internal import ImportGraph
internal import PythonSyntax
internal import Rewriting

/// The lint rules of a project that a patch would break, as the project's own configuration has them.
///
/// Linters disagree with imports inside functions where their rule against them is on: `PLC0415` of ruff, `C0415` of pylint,
/// `WPS433` of wemake. Which of the two is to give way is for the project to say; libprof names the rule and the files.
struct LintRules {
  private let files: ProjectFiles

  init(_ files: ProjectFiles) {
    self.files = files
  }

  /// One line for each rule that the plan's changes break.
  func remarks(on plan: Plan, in graph: ImportGraph) -> [String] {
    let paths = Set(
      plan.changes.filter { Self.movesIntoFunctions($0, graph) }.map {
        graph.project.relativePath(of: $0.statement.file)
      }
    ).sorted()
    guard !paths.isEmpty else { return [] }
    var remarks: [String] = []
    if let (name, prefix, text) = ruff, isSelected("PLC0415", prefix, text) {
      let forbidden = paths.filter { !isIgnored("PLC0415", for: $0, prefix, text) }
      remarks += remark("ruff's PLC0415", name, forbidden, "lint.per-file-ignores")
    }
    if let name = pylint { remarks += remark("pylint's C0415 (import-outside-toplevel)", name, paths, "disable") }
    if let (name, text) = flake8, text.values["flake8.select", default: []].contains(where: Self.isStrict) {
      let ignored = text.values["flake8.ignore", default: []] + text.values["flake8.extend-ignore", default: []]
      if !ignored.contains(where: Self.isStrict) {
        remarks += remark("wemake's WPS433", name, paths, "per-file-ignores")
      }
    }
    return remarks
  }

  /// Whether a selector of flake8's names wemake's rule.
  private static func isStrict(_ selector: String) -> Bool { "WPS433".hasPrefix(selector) }

  private static func matches(_ path: String, _ pattern: String) -> Bool { unsafe fnmatch(pattern, path, 0) == 0 }

  private static func movesIntoFunctions(_ change: PlannedChange, _ graph: ImportGraph) -> Bool {
    switch change.strategy {
    case .local: return true
    case .typeChecking, .moduleGetattr:
      // Both put imports into the functions that use the name.
      guard let syntax = graph.project.files[change.statement.file] else { return true }
      return change.strategy == .moduleGetattr
        || syntax.uses(of: change.statement.reference).contains { !$0.isAnnotation }
    case .remove, .lazyKeyword, .lazyModules, .narrow: return false
    }
  }

  private func remark(_ rule: String, _ file: String, _ paths: [String], _ setting: String) -> [String] {
    guard !paths.isEmpty else { return [] }
    return [
      "\(rule), which \(file) selects, forbids imports inside functions: allow them in \(paths.joined(separator: ", ")) "
        + "(\(setting))."
    ]
  }

  // MARK: Configurations

  /// ruff's configuration, and under which table it has its rules.
  private var ruff: (name: String, prefix: String, text: ConfigurationText)? {
    if let (name, text) = files.ruff { return (name, "", text) }
    guard let text = files.pyproject, text.tables.contains(where: { $0 == "tool.ruff" || $0.hasPrefix("tool.ruff.") })
    else { return nil }
    return ("pyproject.toml", "tool.ruff.", text)
  }

  private var flake8: (name: String, text: ConfigurationText)? {
    if let flake8 = files.flake8, flake8.text.tables.contains("flake8") { return flake8 }
    guard let setup = files.setup, setup.tables.contains("flake8") else { return nil }
    return ("setup.cfg", setup)
  }

  /// Where pylint is configured without having its rule switched off, which is on unless it is.
  private var pylint: String? {
    let candidates = [
      files.pylint, files.pyproject.map { ("pyproject.toml", $0) }, files.setup.map { ("setup.cfg", $0) },
    ]
    let names: Set<String> = ["C0415", "import-outside-toplevel", "C", "all"]
    for case let (name, text)? in candidates {
      let isOwn = name.hasSuffix("pylintrc")
      guard isOwn || text.tables.contains(where: { $0.hasPrefix("tool.pylint") || $0.hasPrefix("pylint") }) else {
        continue
      }
      let disabled = text.values.filter { $0.key.hasSuffix(".disable") }.values.joined()
        .flatMap { $0.split(separator: ",") }.map { $0.trimmingCharacters(in: .whitespaces) }
      return names.isDisjoint(with: disabled) ? name : nil
    }
    return nil
  }

  // MARK: ruff

  /// Whether a rule is on: the longest prefix that names it decides, and to ignore it wins.
  private func isSelected(_ rule: String, _ prefix: String, _ text: ConfigurationText) -> Bool {
    func longest(_ settings: String...) -> Int {
      let selectors = settings.flatMap { text.values[prefix + "lint." + $0] ?? text.values[prefix + $0] ?? [] }
      return selectors.map { $0 == "ALL" ? 1 : rule.hasPrefix($0) ? $0.count + 1 : 0 }.max() ?? 0
    }
    return longest("select", "extend-select") > longest("ignore", "extend-ignore")
  }

  private func isIgnored(_ rule: String, for path: String, _ prefix: String, _ text: ConfigurationText) -> Bool {
    let tables = [
      "lint.per-file-ignores", "per-file-ignores", "lint.extend-per-file-ignores", "extend-per-file-ignores",
    ]
    return tables.flatMap { text.settings(in: prefix + $0) }.contains { pattern, selectors in
      let matches = [path, String(path.split(separator: "/").last ?? "")].contains { Self.matches($0, pattern) }
      return matches && selectors.contains { $0 == "ALL" || rule.hasPrefix($0) }
    }
  }
}
