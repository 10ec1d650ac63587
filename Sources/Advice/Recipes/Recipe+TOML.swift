public import ImportGraph
public import PythonSyntax
internal import SourceText

extension Recipe {
  /// The text that is read as this recipe again.
  public var text: String {
    var lines = [
      "schema = \(schema)", "distribution = \(TOMLText.string(distribution))", "summary = \(TOMLText.string(summary))",
      "checked = \(TOMLText.strings(checked))",
    ]
    for (key, names) in [("leaves_alone", leavesAlone), ("reaches_no_import", reachesNoImport)] where !names.isEmpty {
      lines.append("\(key) = \(TOMLText.strings(names))")
    }
    for fact in unnoticed {
      lines += ["", "[[unnoticed]]", "effect = \(TOMLText.string(fact.effect))"]
      if let word = fact.unlessNamed { lines.append("unless_named = \(TOMLText.string(word))") }
    }
    for fact in self.defer {
      lines += [
        "", "[[defer]]", "module = \(TOMLText.string(fact.module))", "imports = \(TOMLText.string(fact.imports))",
      ]
      lines.append("strategy = \(TOMLText.string(fact.strategy))")
    }
    for fact in keep {
      lines += [
        "", "[[keep]]", "module = \(TOMLText.string(fact.module))", "imports = \(TOMLText.string(fact.imports))",
      ]
      lines += ["cause = \(TOMLText.string(fact.cause.rawValue))", "note = \(TOMLText.string(fact.note))"]
    }
    for run in measured {
      lines += [
        "", "[[measured]]", "version = \(TOMLText.string(run.version))", "python = \(TOMLText.string(run.python))",
      ]
      lines += ["workload = \(TOMLText.string(run.workload))", "before_ms = \(run.before)", "after_ms = \(run.after)"]
      if let before = run.memoryBefore, let after = run.memoryAfter {
        lines += ["memory_before_mib = \(before)", "memory_after_mib = \(after)"]
      }
      lines.append("pairs = \(run.pairs)")
    }
    return lines.map { $0 + "\n" }.joined()
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
