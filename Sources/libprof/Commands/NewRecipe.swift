import Advice
import ArgumentParser
import Foundation
import ImportGraph
import Recording
import Verification
import Workflow

/// `libprof recipes new`.
struct NewRecipe: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write a recipe from a verified run.",
    discussion: """
      Runs a program that uses a package, changes the imports of this package alone, and proves the change in copies, as \
      `libprof fix --scope all` does. The recipe is printed; what must stay and why is for whoever knows the package to add.
      """
  )

  @Argument(help: "The package, by the name it is installed under.")
  var package: String

  @OptionGroup var program: ProgramOptions

  @OptionGroup var plan: PlanOptions

  @Option(help: ArgumentHelp("Most seconds to spend on comparing before and after.", valueName: "seconds"))
  var timeBudget = 60

  func validate() throws {
    guard !program.isEmpty else {
      throw ValidationError("Name a program that uses \(package), as `libprof fix` takes it.")
    }
  }

  func run() throws {
    let job = try program.job()
    defer { job.finish() }
    let recording = try Profile(job).run(progress: Terminal.progress)
    var fix = Fix(job, recording) { $0.timeBudget = .seconds(timeBudget) }
    fix.settings = try plan.settings()
    fix.settings.scope = .all
    fix.settings.onlyPackage = package
    guard case .proven(let proven) = try fix.run(progress: Terminal.progress, remark: Terminal.remark).outcome,
      let recipe = proven.recipe(for: package, workload: job.start.title)
    else { throw ExitCode(1) }
    Terminal.output(recipe.text)
  }
}
