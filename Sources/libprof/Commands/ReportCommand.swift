import ArgumentParser
import ImportGraph
import Recording
import Reporting
import Workflow

/// `libprof report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Show the costly libraries that a recorded program does not need.",
    discussion: """
      Each finding names the library and its version, what it costs the start and in memory, and which events needed it; with -v \
      also how it is first imported and the lines of your own files that lead to it. --html writes the same, with charts of \
      imports and samples and all modules, as a page for the browser. With two recordings: what has changed.
      """
  )

  @Argument(
    help: ArgumentHelp(
      "One recording, made with `libprof profile`, or two to compare. (default: \(ProfileCommand.usualOutput), which is made "
        + "first if it is missing and [tool.libprof] names the program)",
      valueName: "file"
    ),
    completion: .file(extensions: ["libprof"])
  )
  var recordings: [String] = []

  @OptionGroup var output: FormatOptions

  @Option(
    help: ArgumentHelp(
      "Write the report as a page to this file instead: one file that needs no network, to look at and to pass on.",
      valueName: "file"
    ),
    completion: .file(extensions: ["html"])
  )
  var html: String?

  @Flag(name: .shortAndLong, help: "Show the evidence and the import sites of each finding.")
  var verbose = false

  @OptionGroup var plan: PlanOptions

  @OptionGroup var reach: ScopeOptions

  @OptionGroup var weights: WeightOptions

  @Option(
    name: .customLong("ignore-finding"),
    help: ArgumentHelp("Do not report this pattern. May be repeated.", valueName: "pattern"),
    completion: .list(FindingName.all)
  )
  var ignoredFindings: [String] = []

  @OptionGroup(title: "Thresholds of findings") var limits: ThresholdOptions

  func validate() throws {
    guard recordings.count <= 2 else { throw ValidationError("Name one recording, or two to compare.") }
    if recordings.count == 2, output.format != .text {
      throw ValidationError("Two recordings are compared as text only.")
    }
    for name in ignoredFindings {
      if let problem = FindingName.problem(with: name) { throw ValidationError("--ignore-finding \(name): \(problem)") }
    }
    if html != nil, recordings.count == 2 { throw ValidationError("--html shows one recording.") }
    if html != nil, output.format != .text { throw ValidationError("--html and --output-format exclude each other.") }
  }

  func run() throws {
    if let html, let obstacle = OutputFile.obstacle(to: html) {
      throw CommandFailure(description: "\(html) cannot be written: \(obstacle).")
    }
    let files = try recordings.isEmpty ? [ProfileCommand.usualRecording()] : recordings
    let read = try files.map { try weights.applied(to: RecordingFile.read($0)) }
    var settings = try plan.settings()
    guard read.count == 1 else {
      let graphs = read.map { ImportGraph($0, Project(of: $0, cache: settings.cache)) }
      var comparison = ComparisonText(graphs[0], graphs[1])
      comparison.style = Terminal.style
      return Terminal.output(comparison.text)
    }
    settings.scope = reach.scope
    settings.thresholds = limits.thresholds
    settings.ignoredFindings = Set(ignoredFindings)
    let advice = Advise(read[0], settings)
    let remarks = PhasesText(read[0])
    Terminal.remark(remarks.remarks + advice.keepRemarks.map { $0 + "\n" }.joined())
    if let ignored = advice.ignoredRemark { Terminal.remark(ignored + "\n") }
    if let html {
      var page = ReportPage(read[0], advice.graph, advice.findings, advice.plan)
      (page.patch, page.remark) = (advice.patch, advice.remark)
      page.remarks = remarks.sentences + advice.lintRemarks + [advice.ignoredRemark].compactMap(\.self)
      return try OutputFile.write(page.bytes, to: html)
    }
    let graph = advice.graph
    var report = FindingsReport(graph, advice.findings, advice.plan, in: Repository(around: graph.project.root))
    (report.isVerbose, report.style) = (verbose, Terminal.style)
    (report.remark, report.remarks) = (advice.remark, read[0].remarks)
    Terminal.output(report.bytes(output.format), of: output.format)
  }
}
