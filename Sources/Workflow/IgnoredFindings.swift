internal import Advice
internal import ImportGraph
internal import PythonSyntax
internal import Recording

/// Findings that are not to be reported: by the settings, by rules for paths, by comments at the imports.
struct IgnoredFindings {
  private let settings: PlanSettings
  private let project: Project

  init(_ settings: PlanSettings, in project: Project) {
    self.settings = settings
    self.project = project
  }

  /// A finding as far as it is to be reported: of the imports that nobody wants to hear of, it does not tell.
  ///
  /// - Returns: the finding with the imports that are left; nil if there were some and none is.
  func reported(_ finding: Finding) -> Finding? {
    guard !settings.ignoredFindings.contains(finding.pattern.rawValue) else { return nil }
    var reported = finding
    reported.sites.removeAll { isIgnored(finding.pattern.rawValue, at: $0) }
    return reported.sites.isEmpty && !finding.sites.isEmpty ? nil : reported
  }

  /// What is not reported, in a sentence; nil if everything is.
  func remark(on findings: [Finding]) -> String? {
    let gone = findings.filter { reported($0) == nil }.map { "\($0.distribution.name) (\($0.pattern.rawValue))" }
    return gone.isEmpty ? nil : "Not reported, as comments or settings ask: \(gone.joined(separator: ", "))."
  }

  private func isIgnored(_ pattern: String, at site: CodeSite) -> Bool {
    let path = project.relativePath(of: site.file)
    if settings.pathRules.contains(where: { $0.ignoredFindings.contains(pattern) && $0.matches(path) }) { return true }
    guard let syntax = project.files[site.file], let statement = syntax.importStatement(onLine: site.line) else {
      return false
    }
    return syntax.directives(of: statement).contains { directive in
      directive.isIgnore && (directive.arguments.isEmpty || directive.arguments.contains(pattern))
    }
  }
}
