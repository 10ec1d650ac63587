public import Advice

/// Recipes for people to read: all in a table, or one in full.
public struct RecipesText: Sendable {
  /// The text, with a newline after its last line.
  public let text: String

  /// Lists the recipes at hand.
  public init(_ book: RecipeBook) {
    guard !book.recipes.isEmpty else {
      text = "There are no recipes in this folder.\n"
      return
    }
    var table = Table([
      ("package", .left), ("defer", .right), ("keep", .right), ("fastest", .right), ("checked on", .left),
    ])
    for recipe in book.recipes {
      table.append([
        recipe.distribution, "\(recipe.defer.count)", "\(recipe.keep.count)",
        recipe.measured.map { $0.before / max($0.after, 0.1) }.max().map { Figures.factor($0) } ?? "–",
        recipe.checked.joined(separator: ", "),
      ])
    }
    text = table.lines(width: Wrapping.width).map { $0 + "\n" }.joined()
  }

  /// Shows one recipe.
  public init(_ recipe: Recipe) {
    var lines = ["\(recipe.distribution) \(recipe.checked.joined(separator: ", "))", recipe.summary, ""]
    for run in recipe.measured {
      var parts = ["\(milliseconds(run.before)) → \(milliseconds(run.after))"]
      if let before = run.memoryBefore, let after = run.memoryAfter {
        parts.append("\(mebibytes(before)) → \(mebibytes(after))")
      }
      lines.append(
        "\(run.workload), Python \(run.python), \(run.version): \(parts.joined(separator: ", ")) (n = \(run.pairs))"
      )
    }
    if !recipe.leavesAlone.isEmpty {
      lines += ["Its loading changes nothing of \(recipe.leavesAlone.joined(separator: ", "))."]
    }
    for fact in recipe.unnoticed {
      let condition = fact.unlessNamed.map { " where no other file names `\($0)`" } ?? ""
      lines.append("Nobody can tell that its loading changes \(fact.effect)\(condition).")
    }
    if !recipe.reachesNoImport.isEmpty {
      let modules = recipe.reachesNoImport.joined(separator: ", ")
      lines += ["What looks names up in \(modules) reaches none that is imported there."]
    }
    if !recipe.defer.isEmpty {
      lines += ["", "Safe to defer:"] + recipe.defer.map { "  \($0.module) imports \($0.imports): \($0.strategy)" }
    }
    if !recipe.keep.isEmpty {
      lines += ["", "Must stay:"]
      lines += recipe.keep.map {
        "  \($0.module == "*" ? "anyone" : $0.module) imports \($0.imports): \($0.note) (\($0.cause.rawValue))"
      }
    }
    text = lines.map { $0 + "\n" }.joined()
  }
}

private func milliseconds(_ number: Double) -> String { Figures.time(nanoseconds: number * 1_000_000) }

private func mebibytes(_ number: Double) -> String { Figures.memory(number * 1_048_576) }
