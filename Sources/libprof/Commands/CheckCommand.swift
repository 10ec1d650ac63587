import Advice
import ArgumentParser
import Foundation
import Launching
import Recording
import Reporting
import Workflow

/// `libprof check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Fail if a start exceeds its budget, or has become slower.",
    discussion: """
      Compares a recording, fresh or stored, with [tool.libprof.budget] in pyproject.toml, with a baseline, and with an earlier \
      revision, which is started in turn with the present files. What is wrong is told with the import statement that causes it, \
      what that costs, and the commit that it comes from.

        libprof check --handler app.handler --event events/*.json
        libprof check --base origin/main
        libprof check --recording app.libprof                    # runs nothing
        libprof check --update                                   # writes the baseline: commit it

      Exit status: 0 within the budget, 1 not, 2 usage or environment.
      """
  )

  @OptionGroup var program: ProgramOptions

  @Option(help: ArgumentHelp("Judge this recording instead of running the program.", valueName: "file"))
  var recording: String?

  @Option(
    help: ArgumentHelp(
      "Compare with this baseline, or recording. (default: `baseline` of the budget, or \(BaselineFile.usualName) if it is there)",
      valueName: "file"
    )
  )
  var baseline: String?

  @Option(
    help: ArgumentHelp(
      "Start the program in turn as it is and as it was at this revision; slower is what surely takes longer than allowed.",
      valueName: "revision"
    )
  )
  var base: String?

  @Option(help: ArgumentHelp("Most pairs of starts per event for --base.", valueName: "n"))
  var pairs = 15

  @Option(help: ArgumentHelp("Most seconds to spend on comparing one event for --base.", valueName: "seconds"))
  var timeBudget = 120

  @Option(
    help: ArgumentHelp(
      "How often events occur today, for `drift` of the budget: JSON {\"EVENT\": COUNT}, a line EVENT COUNT for each, or a recording.",
      valueName: "file"
    )
  )
  var workload: String?

  @Flag(help: "Write what was recorded as the baseline, say what it was before, and judge nothing.")
  var update = false

  @Flag(help: "With --update: also set init, memory and modules of the budget, to a tenth above what was recorded.")
  var limits = false

  @OptionGroup var output: FormatOptions

  func validate() throws {
    guard !program.isEmpty || recording != nil else {
      throw ValidationError(
        "Name a program: --handler MODULE.FUNCTION --event FILE, --wsgi or --asgi MODULE:CALLABLE --request FILE, or -- COMMAND; or a --recording."
      )
    }
    guard base == nil || !program.isEmpty else {
      throw ValidationError("--base starts the program: name it as for libprof profile, also with --recording.")
    }
    guard pairs >= 7 else { throw ValidationError("--pairs \(pairs): fewer than 7 pairs show nothing.") }
    guard timeBudget > 0 else { throw ValidationError("--time-budget \(timeBudget): must be positive.") }
    guard update || !limits else { throw ValidationError("--limits goes with --update.") }
    guard !update || base == nil && workload == nil else {
      throw ValidationError("--update judges nothing: leave --base and --workload out.")
    }
    guard !update || output.format == .text else { throw ValidationError("--update writes text only.") }
  }

  func run() throws {
    let folder = ProgramOptions.folder
    let budget = try Budget(in: folder)
    if update { return try updateBaseline(budget, in: folder) }
    let result = try judge(budget, in: folder)
    var report = CheckReport(result, in: Repository(around: folder))
    report.style = Terminal.style
    Terminal.output(report.bytes(output.format), of: output.format)
    if !result.isWithinBudget { throw ExitCode(1) }
  }

  /// Looks everything up that can be wrong, runs what has to be run, and judges.
  private func judge(_ budget: Budget, in folder: String) throws -> CheckResult {
    guard budget.hasLimits || base != nil || budget.drift != nil else { throw GateError.nothingToCheck }
    var earlier = try storedBaseline(budget)
    if earlier == nil, base == nil, let setting = budget.relativeSetting(in: folder) {
      throw GateError.baselineMissing(setting: setting.name, line: setting.line)
    }
    let counts = try counts(for: budget)
    let job = base != nil || recording == nil ? try program.job() : nil
    defer { job?.finish() }
    let revision = try comparisons(of: job)
    let check = Check(try recorded(in: folder, job: job, for: budget))
    for remark in check.remarks(on: budget, beside: earlier) { Terminal.remark(remark + "\n") }
    let compared = try revision?.run(budget, isRecorded: earlier != nil, progress: Terminal.progress)
    earlier = earlier ?? compared?.baseline
    var judged = budget
    judged.leavesRelativeTimes = compared != nil
    var repeated: [String: RepeatedStarts] = [:]
    if recording == nil, let job {
      repeated = try check.repeated(job, by: judged, baseline: earlier, progress: Terminal.progress)
    }
    let drift = budget.drift.flatMap {
      check.drift(to: counts, from: workload ?? "", baseline: earlier, limit: $0)
    }
    return check.judge(by: judged, baseline: earlier, repeated: repeated, base: compared?.base, drift: drift)
  }

  /// How often events occur today, if that is told.
  private func counts(for budget: Budget) throws -> [String: Double]? {
    guard let workload else { return nil }
    guard budget.drift != nil else {
      throw CommandFailure(
        description:
          "--workload is compared by `drift` of [tool.libprof.budget], which is not set: write drift = 0.2 there."
      )
    }
    return try WorkloadFile.read(workload)
  }

  private func comparisons(of job: Job?) throws -> BaseComparisons? {
    guard let base, let job else { return nil }
    var comparisons = try BaseComparisons(job, revision: base)
    comparisons.pairs = pairs
    comparisons.timeBudget = .seconds(timeBudget)
    return comparisons
  }

  /// The recording to judge: the stored one, or a fresh one.
  private func recorded(in folder: String, job: Job?, for budget: Budget) throws -> Recording {
    let recorded: Recording
    if let recording {
      recorded = try RecordingFile.read(recording)
    } else {
      let own = try job ?? program.job()
      defer { if job == nil { own.finish() } }
      var profile = Profile(own, samplingRate: 0)
      // Times of few starts are taken for more than they are; where nothing depends on them, one does.
      (profile.timedRuns, profile.observesEffects) = (update || budget.limitsTimes ? 5 : 1, false)
      recorded = try profile.run(progress: Terminal.progress)
    }
    guard recorded.program.root == folder else {
      throw WorkflowError.otherRoot(file: recording ?? "the recording", recorded: recorded.program.root, folder: folder)
    }
    return recorded
  }

  /// The stored baseline: what is named has to be there, what is only usual need not.
  ///
  /// Beside a revision only one that is named counts; else the revision is the baseline.
  private func storedBaseline(_ budget: Budget) throws -> Baseline? {
    if let baseline { return try BaselineFile.read(baseline) }
    let file = budget.baseline ?? BaselineFile.usualName
    guard base == nil, FileManager.default.fileExists(atPath: file) else { return nil }
    return try BaselineFile.read(file)
  }

  private func updateBaseline(_ budget: Budget, in folder: String) throws {
    let file = baseline ?? budget.baseline ?? BaselineFile.usualName
    if let obstacle = OutputFile.obstacle(to: file) {
      throw CommandFailure(description: "\(file) cannot be written: \(obstacle). Name a file in another folder.")
    }
    let old = try BaselineFile.replaceable(file)
    let check = Check(try recorded(in: folder, job: nil, for: budget))
    var change: BudgetUpdate?
    if limits {
      let bytes = FileManager.default.contents(atPath: "\(folder)/\(Configuration.file)") ?? Data()
      change = try BudgetUpdate(check.current, budget, text: String(decoding: bytes, as: UTF8.self))
    }
    try OutputFile.write(BaselineFile.bytes(of: check.current), to: file)
    Terminal.output(BaselineText(from: old, to: check.current).text)
    Terminal.remark("Written: \(file). Commit it, so that `libprof check` compares with it.\n")
    guard let change else { return }
    try OutputFile.write(Array(change.text.utf8), to: "\(folder)/\(Configuration.file)")
    for each in change.changes {
      let looser = each.isLooser ? "  (allows more than before)" : ""
      Terminal.output("\(each.key)  \(each.old ?? "none") → \(each.new)\(looser)\n")
    }
    Terminal.remark(
      change.changes.isEmpty
        ? "The limits stay as they are.\n" : "Written: \(Configuration.file), [tool.libprof.budget]\n"
    )
  }
}
