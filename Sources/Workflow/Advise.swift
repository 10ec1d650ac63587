public import Advice
public import ImportGraph
public import Recording
public import Rewriting

/// Turns a recording into the graph, the findings, and the plan.
public struct Advise {
  /// The joined evidence.
  public let graph: ImportGraph
  /// The libraries that cost more than they give, without those that are not to be reported.
  public let findings: [Finding]
  /// What is not reported, in a sentence; nil if everything is.
  public let ignoredRemark: String?
  /// Why libraries were not looked at; nil if they were.
  public let remark: String?
  /// What to change.
  public let plan: Plan
  /// The plan as new contents of files.
  public let patch: Patch
  /// The project's lint rules that the patch would break, a sentence each.
  public let lintRemarks: [String]
  /// What is to be left alone or not to be reported and means nothing, a sentence each: patterns, rules for paths, comments.
  public let keepRemarks: [String]
  /// In which form imports wait.
  public let form: ImportForm
  private let planner: Planner

  /// Reads the program's files and analyses the recording.
  ///
  /// - Parameters:
  ///   - recording: what running the program showed.
  ///   - settings: what the user wants of the plan.
  ///   - excluded: names that were found to break the program when they are deferred, with the reason.
  public init(
    _ recording: Recording,
    _ settings: PlanSettings = PlanSettings(),
    excluding excluded: [StatementReference: Reason] = [:]
  ) {
    let project = Project(of: recording, scope: settings.scope, cache: settings.cache)
    let graph = ImportGraph(recording, project)
    self.graph = graph
    var form = ImportForm()
    form.wish = settings.form
    let configuration = ProjectFiles(project.root)
    form.oldest = configuration.oldestPython
    form.recorded = PythonVersion(recording.interpreter.version)
    self.form = form
    keepRemarks =
      settings.idlePatterns(among: Set(graph.edges.compactMap(\.statement)), in: project)
      + settings.idleRules(in: project) + DirectiveCheck.problems(in: project)
    let collector = FindingCollector(graph, settings.thresholds, isCommand: recording.program.entry.isCommand)
    let ignored = IgnoredFindings(settings, in: project)
    let found = collector.findings()
    findings = found.compactMap(ignored.reported)
    ignoredRemark = ignored.remark(on: found)
    remark = collector.remark
    let writability = Writability(graph, form: form)
    var excluded = excluded
    while true {
      let broken = excluded
      var planner = Planner(
        graph,
        form: form,
        recipes: settings.recipes,
        allowsUnsafe: settings.allowsUnsafe
      ) { statement, strategy in
        broken[statement] ?? settings.reason(against: statement, in: project)
          ?? writability.reason(against: statement, by: strategy)
      }
      planner.costOfChange = settings.leastGain
      planner.maximumChanges = settings.maximumChanges
      let plan = planner.plan()
      do {
        patch = try Patch(plan.changes, in: graph, form: form)
        self.plan = plan
        self.planner = planner
        lintRemarks = LintRules(configuration).remarks(on: plan, in: graph)
        return
      } catch {
        // What can be written name by name may not come out well together: such a file is left alone.
        for change in plan.changes where change.statement.file == error.file {
          excluded[change.statement] = error.reason.asReason
        }
      }
    }
  }

  /// The smallest parts of the patch that can be applied alone.
  public var fixes: [AtomicFix] { patch.atomicFixes(of: plan, in: graph, form: form) }

  /// Why a module is loaded, event by event; nil if it is not.
  public func explanation(of name: String) -> Explanation? {
    graph.module(named: name).map(planner.explanation)
  }
}
