public import Advice
public import ArgumentParser
import ImportGraph
import Workflow

/// What a user wants of a plan, as every command that plans takes it.
struct PlanOptions: ParsableArguments {
  @Option(help: ArgumentHelp("What a changed name must at least bring per start.", valueName: "milliseconds"))
  var minGain = 1.0

  @Option(help: ArgumentHelp("Change at most so many names: the best such plan.", valueName: "n"))
  var maxChanges: Int?

  @Option(
    help: ArgumentHelp(
      "Leave these alone: a pattern of module names (numpy*), a file, or FILE:LINE. May be repeated.",
      valueName: "pattern"
    )
  )
  var keep: [String] = []

  @Option(
    name: .customLong(PathRule.key),
    help: ArgumentHelp(
      "Leave the imports of some files alone (keep), or do not report a finding of them: 'src/legacy/**=keep,unused'. May be "
        + "repeated.",
      valueName: "pattern=words"
    )
  )
  var pathRules: [String] = []

  @Flag(
    inversion: .prefixedNo,
    exclusivity: .chooseLast,
    help: "Also change names although the program may behave otherwise then; the proof still decides."
  )
  var unsafeFixes = false

  @Option(
    help: ArgumentHelp(
      "How imports wait: inside functions (local), by the keyword of Python 3.15 (lazy-keyword), by a list that older Pythons "
        + "ignore (lazy-modules), or by what requires-python allows (auto).",
      valueName: "form"
    )
  )
  var form = ImportForm.Wish.automatic

  @Option(
    help: ArgumentHelp(
      "Use the recipes of this folder instead of those that came with libprof.",
      valueName: "folder"
    ),
    completion: .directory
  )
  var recipes: String?

  @Flag(name: .customLong("no-cache"), help: "Analyse every source file anew, and keep nothing for the next run.")
  var ignoresCache = false

  func validate() throws {
    guard minGain >= 0, minGain < 1e9 else {
      throw ValidationError("--min-gain \(minGain): milliseconds, not negative.")
    }
    if let maxChanges, maxChanges < 0 { throw ValidationError("--max-changes \(maxChanges): not negative.") }
    for text in pathRules {
      do {
        _ = try PathRule(text)
      } catch {
        throw ValidationError("--\(PathRule.key) \(text): \(error)")
      }
    }
  }

  /// The settings.
  ///
  /// - Throws: `RecipeError` if a recipe cannot be used.
  func settings() throws -> PlanSettings {
    var settings = PlanSettings()
    if let folder = recipes ?? RecipeBook.folderBesideTool { settings.recipes = try RecipeBook(folder: folder) }
    settings.leastGain = max(1, Int64(minGain * 1_000_000))
    settings.maximumChanges = maxChanges
    settings.kept = keep
    settings.pathRules = try pathRules.map(PathRule.init)
    settings.allowsUnsafe = unsafeFixes
    settings.form = form
    settings.cache = ignoresCache ? nil : .standard
    return settings
  }
}

extension ImportForm.Wish: ExpressibleByArgument {}
