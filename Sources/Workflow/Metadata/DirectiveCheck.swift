internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// Tells of comments for libprof that mean nothing: most likely they are misspelled.
enum DirectiveCheck {
  private static let words = ["keep", "ignore"]

  /// What is wrong with the comments at the imports of the program's own files, a sentence each.
  static func problems(in project: Project) -> [String] {
    project.paths.filter(project.isOwn).flatMap { path -> [String] in
      guard let syntax = project.files[path] else { return [] }
      return syntax.imports.flatMap { statement in
        syntax.directives(of: statement).flatMap(problems).map { problem in
          "\(project.relativePath(of: path)):\(statement.line): \(problem)"
        }
      }
    }
  }

  private static func problems(with directive: Directive) -> [String] {
    if directive.isIgnore {
      return directive.arguments.compactMap(FindingName.problem).map { "`# \(directive.text)`: \($0)" }
    }
    if directive.isKeep { return [] }
    let hint = NearestName.question(about: directive.word, among: words)
    return ["`# \(directive.text)` means nothing." + (hint.isEmpty ? " Write keep, or ignore[FINDING]." : hint)]
  }
}
