public import ArgumentParser
import Foundation
import Launching
import Publishing
import Recording
public import Reporting
import Rewriting
import Workflow

/// `libprof review`.
struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Suggest, in a code review, how a change's costly imports can wait.",
    discussion: """
      Looks only at the imports that a change touches: at the files that differ from the commit that HEAD has in common with \
      --base. Each costly one gets what it costs a start, who needs it, and the deferred form: as a suggestion where all of its \
      lines are in the diff, else with the patch in a comment.

        libprof review --base origin/main --recording app.libprof > review.json
        libprof review --base origin/main --output-format text --handler app.handler --event events/order.json
        libprof review --base origin/main --post --prove --handler app.handler --event events/order.json

      The program has to be recorded with the change. Nothing is written if there is nothing to say. --post needs GITHUB_TOKEN \
      and GITHUB_REPOSITORY, or GITLAB_TOKEN and CI_PROJECT_ID, and says nothing twice.

      Exit status: 0 done (with --exit-code: 1 there is something to say), 2 usage or environment.
      """
  )

  @Option(
    help: ArgumentHelp(
      "What the change is to be merged into: a branch, a tag, a commit.",
      valueName: "revision"
    )
  )
  var base: String

  @OptionGroup var program: ProgramOptions

  @OptionGroup var sampling: SamplingOptions

  @OptionGroup var plan: PlanOptions

  @Option(help: ArgumentHelp("Review from this recording instead of profiling.", valueName: "file"))
  var recording: String?

  @Flag(name: .customLong("prove"), help: "Suggest only what is proven by running the program before and after.")
  var proves = false

  @Option(
    help: ArgumentHelp(
      "What `fix --verdict` wrote: if it proves the same patch of the same files, that is said.",
      valueName: "file"
    )
  )
  var verdict: String?

  @OptionGroup var proof: ProofOptions

  @Option(name: .customLong("output-format"), help: ArgumentHelp("The form of the output.", valueName: "format"))
  var format = ReviewFormat.github

  @Option(
    help: ArgumentHelp(
      "Write all that is suggested into this file, to be attached, and name it in the review.",
      valueName: "file"
    )
  )
  var patch: String?

  @Flag(name: .customLong("post"), help: "Post the review instead of printing it.")
  var posts = false

  @Option(
    name: [.customLong("pull-request"), .customLong("merge-request")],
    help: ArgumentHelp("The request that --post is about. (default: the one that the pipeline is for)", valueName: "n")
  )
  var number: Int?

  @Flag(name: .customLong("exit-code"), help: "Exit with 1 if there is something to say.")
  var exitsWithRemarks = false

  func validate() throws {
    guard recording != nil || !program.isEmpty else { throw Self.nothingToRun }
    if proves {
      guard !program.isEmpty else { throw ValidationError("--prove runs the program: name it, also with --recording.") }
      guard verdict == nil else { throw ValidationError("--prove and --verdict exclude each other.") }
    }
    if posts, format == .text { throw ValidationError("--post goes with --output-format github or gitlab.") }
    if number != nil, !posts { throw ValidationError("--pull-request goes with --post.") }
    if let number, number < 1 { throw ValidationError("--pull-request \(number): a number from 1 on.") }
  }

  func run() throws {
    if let patch, let obstacle = OutputFile.obstacle(to: patch) {
      throw CommandFailure(description: "\(patch) cannot be written: \(obstacle). Name a file in another folder.")
    }
    // All that can be wrong is told before the program is run.
    let workflow = try ReviewOfChange(
      in: ProgramOptions.folder,
      since: base,
      includingUncommitted: format == .text
    )
    let request = try format.service.flatMap { kind in
      posts ? try ReviewRequest(kind, number: number, variables: Environment.inherited) : nil
    }
    let earlier = try verdict.map(EarlierProof.init)
    // A stored recording needs neither the interpreter nor the events.
    let job = recording == nil || proves ? try program.job() : nil
    defer { job?.finish() }
    defer { Interrupts.giveWay() }
    let recorded = try recorded(job)
    var (advice, fixes, proof) = try advice(recorded, job, earlier)
    if case .refuted = proof { fixes = [] }
    var review = try workflow.run(advice, fixes, proof, from: recording == nil ? nil : recorded)
    if let patch, !review.patch.isEmpty {
      try OutputFile.write(review.patch, to: patch)
      Terminal.remark("Written to \(patch): all that is suggested\n")
      review.patchFile = URL(filePath: patch).lastPathComponent
    }
    if let request { try post(review, to: request) } else { show(review) }
    if exitsWithRemarks, !review.isEmpty { throw ExitCode(1) }
  }

  private static let nothingToRun = ValidationError(
    "Name a recording (--recording FILE), or a program: --handler MODULE.FUNCTION --event FILE, --wsgi or --asgi MODULE:CALLABLE --request FILE, or -- COMMAND."
  )

  private func recorded(_ job: Job?) throws -> Recording {
    guard let recording else {
      guard let job else { throw Self.nothingToRun }
      let recorded = try Profile(job, samplingRate: sampling.rate).run(progress: Terminal.progress)
      Terminal.remark(PhasesText(recorded).remarks)
      return recorded
    }
    let recorded = try RecordingFile.read(recording)
    guard recorded.program.root == ProgramOptions.folder else {
      throw WorkflowError.otherRoot(
        file: recording,
        recorded: recorded.program.root,
        folder: ProgramOptions.folder
      )
    }
    return recorded
  }

  private func advice(
    _ recorded: Recording,
    _ job: Job?,
    _ earlier: EarlierProof?
  ) throws -> (Advise, [AtomicFix], ReviewProof) {
    let settings = try plan.settings()
    if proves, let job {
      var fix = Fix(job, recorded, proof: proof.configure)
      fix.settings = settings
      let account = try fix.run(progress: Terminal.progress, remark: Terminal.remark)
      let proof = account.attempts.last.map { ReviewProof($0.verdict) } ?? .planned
      return (account.advice, account.advice.fixes, proof)
    }
    let advice = earlier?.advice(recorded, settings) ?? Advise(recorded, settings)
    Terminal.remark((advice.lintRemarks + advice.keepRemarks).map { $0 + "\n" }.joined())
    return (advice, advice.fixes, earlier?.proof(of: advice) ?? .planned)
  }

  private func show(_ review: Review) {
    let bytes = review.bytes(format)
    if format == .text { Terminal.output(String(decoding: bytes, as: UTF8.self)) } else { Terminal.output(bytes) }
    guard format != .text else { return }
    Terminal.remark(
      review.isEmpty ? "Nothing to say.\n" : "Not posted: \(review.counts). --post sends it.\n"
    )
  }

  private func post(_ review: Review, to request: ReviewRequest) throws {
    guard !review.isEmpty else { return Terminal.remark("Nothing to say.\n") }
    let posted = try request.post(review)
    guard !posted.review.isEmpty else {
      return Terminal.remark("\(request.name) has all of it already: \(review.counts).\n")
    }
    let place = posted.address.map { ": \($0)" } ?? ""
    Terminal.remark("Posted to \(request.name), \(posted.review.counts)\(place)\n")
    if Environment.inherited["GITHUB_ACTIONS"] == "true" { Terminal.output(posted.review.annotations) }
  }
}

extension ReviewFormat: ExpressibleByArgument {
  /// What help says of each.
  public static var allValueDescriptions: [String: String] {
    Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0.purpose) })
  }

  /// Whose form it is; nil for nobody's.
  fileprivate var service: Service.Kind? {
    switch self {
    case .github: .github
    case .gitlab: .gitlab
    case .text: nil
    }
  }
}
