internal import Foundation
public import ImportGraph
public import PythonSyntax

extension Recipe {
  /// The text that is read as this recipe again.
  public var text: String {
    var lines = [
      "schema = \(schema)", "distribution = \(quoted(distribution))", "summary = \(quoted(summary))",
      "checked = [\(checked.map(quoted).joined(separator: ", "))]",
    ]
    if !leavesAlone.isEmpty { lines.append("leaves_alone = [\(leavesAlone.map(quoted).joined(separator: ", "))]") }
    for fact in self.defer {
      lines += ["", "[[defer]]", "module = \(quoted(fact.module))", "imports = \(quoted(fact.imports))"]
      lines.append("strategy = \(quoted(fact.strategy))")
    }
    for fact in keep {
      lines += ["", "[[keep]]", "module = \(quoted(fact.module))", "imports = \(quoted(fact.imports))"]
      lines += ["cause = \(quoted(fact.cause.rawValue))", "note = \(quoted(fact.note))"]
    }
    for run in measured {
      lines += ["", "[[measured]]", "version = \(quoted(run.version))", "python = \(quoted(run.python))"]
      lines += ["workload = \(quoted(run.workload))", "before_ms = \(run.before)", "after_ms = \(run.after)"]
      if let before = run.memoryBefore, let after = run.memoryAfter {
        lines += ["memory_before_mib = \(before)", "memory_after_mib = \(after)"]
      }
      lines.append("pairs = \(run.pairs)")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// A basic string: what JSON escapes, TOML escapes in the same way.
  private func quoted(_ text: String) -> String {
    let data = try? JSONSerialization.data(withJSONObject: text, options: [.fragmentsAllowed, .withoutEscapingSlashes])
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }

  /// What a recipe calls an imported name: `a.b`, or `a.b.name` for one that is taken from a module.
  public static func name(
    of name: ImportedName,
    in statement: ImportStatement,
    of file: String,
    _ project: Project
  ) -> String {
    ModuleNames.source(of: statement, in: file, project).map { "\($0).\(name.name)" } ?? name.name
  }
}
