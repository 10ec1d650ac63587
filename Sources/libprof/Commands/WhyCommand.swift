import ArgumentParser
import ImportGraph
import Recording
import Reporting
import Workflow

/// `libprof why`.
struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Explain why a module is loaded, and what would have to change.",
    discussion: """
      For each recorded event: the function that used the module, or the chain of imports that lead to it and cannot be deferred, \
      each with its reason; or the fewest import statements whose change would keep it away.
      """
  )

  @Argument(help: "The module, as in numpy.linalg.")
  var module: String

  @Argument(
    help: ArgumentHelp(
      "A recording, made with `libprof profile`. (default: \(ProfileCommand.usualOutput), made first if it is missing)",
      valueName: "file"
    ),
    completion: .file(extensions: ["libprof"])
  )
  var recording: String?

  @OptionGroup var plan: PlanOptions

  @OptionGroup var reach: ScopeOptions

  @OptionGroup var weights: WeightOptions

  func run() throws {
    let file = try recording ?? ProfileCommand.usualRecording()
    var settings = try plan.settings()
    settings.scope = reach.scope
    let advice = Advise(try weights.applied(to: RecordingFile.read(file)), settings)
    guard let explanation = advice.explanation(of: module) else {
      let names = advice.graph.modules.map(\.name).filter { $0.contains(module) && !module.isEmpty }.prefix(5)
      let hint = names.isEmpty ? "" : " Loaded are: \(names.joined(separator: ", "))."
      throw CommandFailure(description: "\(module) is not loaded before the program can answer.\(hint)")
    }
    Terminal.output(ExplanationText(advice.graph, explanation).text)
  }
}
