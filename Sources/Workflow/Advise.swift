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
  /// The project's lint rules that the patch would break, a sentence each.
  public private(set) var lintRemarks: [String]
  /// What is to be left alone or not to be reported and means nothing, a sentence each: patterns, rules for paths, comments.
  public let keepRemarks: [String]
  /// In which form imports wait.
  public let form: ImportForm
  /// How long it took to read the files, to plan and to write the patch, by the clock; with all plans that came before.
  public internal(set) var planningTime: Duration
  private var written: WrittenPlan
  private let lintRules: LintRules

  /// Reads the program's files and analyses the recording.
  ///
  /// - Parameters:
  ///   - recording: what running the program showed.
  ///   - settings: what the user wants of the plan.
  ///   - excluded: names that were found to break the program when they are deferred, with the reason.
  ///   - unexpected: what starts of patched programs have loaded against expectation.
  public init(
    _ recording: Recording,
    _ settings: PlanSettings = PlanSettings(),
    excluding excluded: [StatementReference: Reason] = [:],
    countingIn unexpected: UnexpectedLoads = UnexpectedLoads()
  ) {
    let clock = ContinuousClock()
    let began = clock.now
    let project = Project(of: recording, scope: settings.scope, cache: settings.cache)
    let graph = ImportGraph(recording, project)
    self.graph = graph
    var form = ImportForm()
    form.wish = settings.form
    let configuration = ProjectFiles(project.root)
    form.oldest = configuration.oldestPython
    form.recorded = PythonVersion(recording.interpreter.version)
    self.form = form
    lintRules = LintRules(configuration)
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
    let sources = WrittenPlan.Sources(graph: graph, form: form) { [form] excluded in
      var planner = Planner(
        graph,
        form: form,
        recipes: settings.recipes,
        allowsUnsafe: settings.allowsUnsafe
      ) { statement, strategy in
        excluded[statement] ?? settings.reason(against: statement, in: project)
          ?? writability.reason(against: statement, by: strategy)
      }
      planner.costOfChange = settings.leastGain
      planner.maximumChanges = settings.maximumChanges
      return planner
    }
    written = WrittenPlan(sources, excluding: excluded, countingIn: unexpected)
    lintRemarks = lintRules.remarks(on: written.plan, in: graph)
    planningTime = clock.now - began
  }

  /// What to change.
  public var plan: Plan { written.plan }

  /// The plan as new contents of files.
  public var patch: Patch { written.patch }

  /// Plans again, with what starts of patched programs have loaded against expectation.
  public func learning(_ unexpected: UnexpectedLoads) -> Advise {
    var advice = self
    advice.planningTime += ContinuousClock().measure {
      advice.written = written.learning(unexpected)
      advice.lintRemarks = lintRules.remarks(on: advice.plan, in: graph)
    }
    return advice
  }

  /// The smallest parts of the patch that can be applied alone.
  public var fixes: [AtomicFix] { patch.atomicFixes(of: plan, in: graph, form: form) }

  /// Why a module is loaded, event by event; nil if it is not.
  public func explanation(of name: String) -> Explanation? {
    graph.module(named: name).map(written.planner.explanation)
  }
}
