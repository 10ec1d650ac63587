internal import ImportGraph
internal import PythonSyntax
internal import Recording

/// What the recipes at hand say about the imports of one program.
struct RecipeFacts {
  private let book: RecipeBook
  private let project: Project
  private let names: ModuleNames
  /// What must stay, by the importing module.
  private let kept: [String: [(recipe: Recipe, fact: Recipe.KeptImport)]]

  init(_ book: RecipeBook, _ project: Project, _ names: ModuleNames) {
    self.book = book
    self.project = project
    self.names = names
    kept = Dictionary(grouping: book.recipes.flatMap { recipe in recipe.keep.map { (recipe, $0) } }) { $0.1.module }
  }

  /// What a recipe has against deferring an import; it holds for every version of the package.
  func keeps(_ statement: StatementReference) -> (recipe: Recipe, fact: Recipe.KeptImport)? {
    guard !kept.isEmpty, let (module, imports) = described(statement) else { return nil }
    for module in ["*", module] {
      let found = kept[module]?.first { kept in imports.contains { Self.matches($0, kept.fact.imports) } }
      if let found { return found }
    }
    return nil
  }

  /// Whether an import was checked to be safe to defer in the very version that is installed, by a strategy if that matters.
  func isKnownSafe(_ statement: StatementReference, by strategy: PlannedChange.Strategy? = nil) -> Bool {
    guard let package = project.package(of: statement.file)?.distribution, let recipe = checkedRecipe(for: package),
      let (module, imports) = described(statement)
    else { return false }
    return recipe.defer.contains { fact in
      fact.module == module && imports.contains(fact.imports)
        && (strategy.map { fact.strategy == $0.rawValue } ?? true)
    }
  }

  /// Whether loading the very version of a package that is installed, with all that it brings, was checked to change nothing
  /// of another package.
  func knows(_ package: Distribution, toLeaveAlone other: Distribution) -> Bool {
    guard other.kind == .installed, let recipe = checkedRecipe(for: package) else { return false }
    return recipe.leavesAlone.contains { RecipeBook.isSame($0, other.name) }
  }

  /// Whether nobody can tell that a module of the very version of a package that is installed has an effect.
  func hides(_ effect: ModuleEffect, of module: Module) -> Bool {
    guard let recipe = checkedRecipe(for: module.distribution),
      let fact = recipe.unnoticed.first(where: { $0.effect == effect.subject })
    else { return false }
    guard let word = fact.unlessNamed else { return true }
    // If this module's text was read, all that is loaded was.
    guard let file = module.file, project.package(of: file) != nil else { return false }
    return !project.paths.contains { path in
      project.package(of: path)?.distribution != module.distribution
        && project.files[path]?.source.contains(word) ?? false
    }
  }

  /// Whether what looks names up in a file of the very version that is installed reaches none that the file imports.
  func reachesNoImport(in file: String) -> Bool {
    guard let package = project.package(of: file) else { return false }
    return checkedRecipe(for: package.distribution)?.reachesNoImport.contains(package.module) ?? false
  }

  /// The recipe for a package, if it was checked for the very version that is installed.
  private func checkedRecipe(for package: Distribution) -> Recipe? {
    guard package.kind == .installed, let recipe = book.recipe(for: package.name) else { return nil }
    return recipe.checked.contains(package.version) ? recipe : nil
  }

  /// The importing module, and what it imports: the module and the name in it.
  private func described(_ statement: StatementReference) -> (module: String, imports: [String])? {
    guard let syntax = project.files[statement.file] else { return nil }
    let importStatement = syntax.imports[statement.reference.statement]
    let name = syntax[statement.reference]
    let source = names.source(of: importStatement, in: statement.file)
    return (
      project.moduleName(of: statement.file),
      source.map { [$0, "\($0).\(name.name)"] } ?? [name.name]
    )
  }

  private static func matches(_ name: String, _ pattern: String) -> Bool {
    guard pattern.hasSuffix(".*") else { return name == pattern }
    let package = pattern.dropLast(2)
    return name == package || name.hasPrefix(package + ".")
  }
}
