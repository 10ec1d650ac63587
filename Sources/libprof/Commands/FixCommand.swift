import ArgumentParser
import Foundation
import ImportGraph
import Recording
import Reporting
import Rewriting
import Verification
import Workflow

/// `libprof fix`.
struct FixCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fix",
    abstract: "Defer costly imports, and prove that it helps and breaks nothing.",
    discussion: """
      Profiles the program (or reads a recording), plans, patches a copy, and runs before and after in turn in fresh processes. \
      Only a patch with the same answers and a faster cold start is written, or printed with --dry-run: the diff alone on \
      standard output, for `git apply` or `patch -p1`, everything else on standard error.

        libprof fix --dry-run --handler app.handler --event events/order.json events/report.json:0.02
        libprof fix --wsgi shop:application --request requests/home.http
        libprof fix -- python -m mytool list
        libprof fix --commit --branch libprof/orders --handler app.handler --event events/order.json
        libprof fix --pull-request --handler app.handler --event events/order.json

      Exit status: 0 done or nothing to do, 1 there was a patch but it was not proven (with --exit-code also: there is a patch), \
      2 usage or environment.
      """
  )

  @OptionGroup var program: ProgramOptions

  @OptionGroup var sampling: SamplingOptions

  @OptionGroup var plan: PlanOptions

  @OptionGroup var reach: ScopeOptions

  @Option(
    help: ArgumentHelp(
      "Write the patch into this folder instead of the program's files: program.patch, and one for each package.",
      valueName: "folder"
    ),
    completion: .directory
  )
  var output: String?

  @Option(
    help: ArgumentHelp("Plan from this recording instead of profiling again.", valueName: "file"),
    completion: .file(extensions: ["libprof"])
  )
  var recording: String?

  @Flag(name: .customLong("dry-run"), help: "Print the diff, change nothing.")
  var isDryRun = false

  @Flag(name: .customLong("exit-code"), help: "With --dry-run: exit with 1 if there is a patch.")
  var exitsWithFindings = false

  @OptionGroup var publishing: PublishOptions

  @OptionGroup var report: FormatOptions

  @OptionGroup var proof: ProofOptions

  @Option(
    help: ArgumentHelp("Write everything that the proof measured into this file, as JSON.", valueName: "file"),
    completion: .file()
  )
  var verdict: String?

  @Flag(help: "Go on where an interrupted run of the same command has stopped.")
  var resume = false

  func validate() throws {
    guard !program.isEmpty else {
      throw ValidationError(
        "Name a program: --handler MODULE.FUNCTION --event FILE, --wsgi or --asgi MODULE:CALLABLE --request FILE, or -- COMMAND; or let `libprof init` write it down. The proof runs it also with --recording."
      )
    }
    guard report.format == .text || isDryRun || output != nil else {
      throw ValidationError(
        "--output-format \(report.format.rawValue) tells of changes that are still to be made: add --dry-run, or --output FOLDER."
      )
    }
    guard reach.scope == .app || isDryRun || output != nil || publishing.isWanted else {
      throw ValidationError("--scope all changes no package in place: add --output FOLDER, or --dry-run.")
    }
    try checkPublishing()
  }

  private func checkPublishing() throws {
    guard publishing.isWanted else { return }
    guard output == nil, !isDryRun || publishing.canBeRehearsed else {
      throw ValidationError(
        publishing.request.isWanted
          ? "--pull-request takes the place of --output, and --commit and --format-patch that of --dry-run: leave one of them out."
          : "--commit, --format-patch and --request-body take the place of --dry-run and --output: leave one of them out."
      )
    }
    guard reach.scope == .app else {
      throw ValidationError("Packages are in no commit of the program: use --scope app, or --output FOLDER.")
    }
  }

  func run() throws {
    let began = ContinuousClock.now
    for file in [verdict, publishing.requestBody].compactMap(\.self) {
      guard let reason = OutputFile.obstacle(to: file) else { continue }
      throw CommandFailure(description: "\(file) cannot be written: \(reason). Name a file in another folder.")
    }
    let job = try program.job()
    defer { job.finish() }
    let publication = try publishing.publication(of: job).map {
      Publication(publish: $0, options: publishing, job: job, isRehearsal: isDryRun)
    }
    let request = CommandLine.arguments.dropFirst().filter { $0 != "--resume" }
    let journal = Journal(of: job, request: request, resumes: resume)
    defer {
      Interrupts.giveWay()
      journal?.remove()
    }
    let earlier = journal?.recording
    if resume, earlier == nil, recording == nil {
      Terminal.remark("Nothing to go on with: no interrupted run of this command with these files is known.\n")
    }
    let recorded =
      try recording.map(RecordingFile.read) ?? earlier
      ?? Profile(job, samplingRate: sampling.rate).run(progress: Terminal.progress)
    journal?.keep(recorded)
    Terminal.remark(PhasesText(recorded).remarks)
    if journal != nil { Interrupts.advise("Add --resume to the same command to go on from here.") }
    guard recorded.program.root == job.start.root else {
      throw WorkflowError.otherRoot(
        file: recording ?? "the recording",
        recorded: recorded.program.root,
        folder: job.start.root
      )
    }
    let profiled = ContinuousClock.now
    var fix = Fix(job, recorded, proof: proof.configure)
    fix.journal = journal
    fix.writes = !isDryRun && output == nil && publication == nil
    fix.settings = try plan.settings()
    fix.settings.scope = reach.scope
    let account = try fix.run(progress: Terminal.progress, remark: Terminal.remark)
    let proved = ContinuousClock.now
    let stages = VerdictJSON.Stages(
      profiling: (profiled - began) / .seconds(1),
      proof: (proved - profiled) / .seconds(1)
    )
    lazy var document = VerdictJSON(
      program: job.start.title,
      account.advice.graph,
      account.advice.plan,
      attempts: account.attempts,
      dropped: account.dropped,
      disk: proof.disk,
      stages: stages
    )
    if let verdict { try OutputFile.write(document.bytes, to: verdict) }
    if case .proven(let proven) = account.outcome {
      let patch = proven.patch
      if isDryRun, report.format == .text { Terminal.output(patch.diff) }
      if let publication {
        try publication.run(account, proven)
      } else if let output, !isDryRun {
        Terminal.remark("Written to \(output): \(try PatchFolder.write(patch, to: output).joined(separator: ", "))\n")
      } else if !isDryRun {
        try PatchWriter.write(patch)
        Terminal.remark("Written: \(patch.files.map(\.relativePath).joined(separator: ", "))\n")
      }
    } else {
      try publication?.withdraw(account)
    }
    if report.format != .text {
      let text = FixReport(
        account.advice.graph,
        attempts: account.attempts,
        fixes: account.advice.fixes,
        document: document,
        in: Repository(around: job.start.root)
      )
      Terminal.output(text.bytes(report.format), of: report.format)
    }
    Terminal.remark(
      "Took \(seconds(proved - began)): profiling \(seconds(profiled - began)), planning \(seconds(account.planningTime)), "
        + "trials and proof \(seconds(proved - profiled - account.planningTime)).\n"
    )
    switch account.outcome {
    case .nothingToChange: break
    case .refuted: throw ExitCode(1)
    case .proven: if isDryRun, exitsWithFindings { throw ExitCode(1) }
    }
  }

  private func seconds(_ duration: Duration) -> String {
    String(format: "%.1f s", duration / .seconds(1))
  }
}
