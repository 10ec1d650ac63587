import Advice
import ArgumentParser
import Reporting

/// `libprof recipes`.
struct RecipesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recipes",
    abstract: "Show what is known about the imports of published packages, or write down more.",
    discussion: """
      Recipes are checked facts: imports of a package that are safe to defer, and imports that must stay and why. Plans use \
      them with --scope all.

        libprof recipes
        libprof recipes show nltk
        libprof recipes new nltk -- python -c 'import nltk'
      """,
    subcommands: [ShowRecipes.self, NewRecipe.self],
    defaultSubcommand: ShowRecipes.self
  )
}

/// `libprof recipes show`.
struct ShowRecipes: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "Show one recipe, or list all.")

  @Argument(help: "A package; without one, all are listed.")
  var name: String?

  @Option(
    help: ArgumentHelp("The folder of the recipes, instead of those that came with libprof.", valueName: "folder"),
    completion: .directory
  )
  var recipes: String?

  func run() throws {
    guard let folder = recipes ?? RecipeBook.folderBesideTool else {
      throw CommandFailure(description: "The folder Patches is not beside libprof: name one with --recipes FOLDER.")
    }
    let book = try RecipeBook(folder: folder)
    guard let name else { return Terminal.output(RecipesText(book).text) }
    guard let recipe = book.recipe(for: name) else {
      let known = book.recipes.map(\.distribution).joined(separator: ", ")
      throw CommandFailure(description: "There is no recipe for \(name). There are some for: \(known).")
    }
    Terminal.output(RecipesText(recipe).text)
  }
}
