internal import PythonSyntax
internal import Recording

/// One run's process, with the loads that happened on the way to an answer told from those at its ends; and, among them, what
/// the program's start asked for from what the answer did.
struct RunView {
  let process: ProcessRecord
  /// What other processes of the run did first.
  let children: [ProcessRecord]
  /// Whether each load happened before the answer was there.
  let isCounted: [Bool]
  /// Nanoseconds from the program's first line until it can answer, and of the imports that the answer waits for.
  let initializationTime: UInt64
  /// How long the answers took.
  let answerTime: UInt64
  /// What the cold start takes beside the initial modules.
  let rest: StartRest
  /// The lines of functions that ran on the way to an answer, by file; nil where they were not recorded.
  let executedLines: [String: Set<Int>]?
  /// The time of the imports that failed directly inside a load, by the load's index.
  let failedTimes: [Int: UInt64]
  private let isCommand: Bool
  /// Where the end of the initialization is guessed, the place of an import statement tells more.
  private let isEndKnown: Bool
  private let entryFile: String?
  private let project: Project

  init(_ process: ProcessRecord, _ recording: Recording, _ project: Project, children: some Sequence<ProcessRecord>) {
    self.process = process
    self.children = Array(children)
    isCommand = recording.program.entry.isCommand
    let isEndKnown = !isCommand || recording.program.initializationEnd != nil
    self.isEndKnown = isEndKnown
    self.project = project
    entryFile =
      process.imports.first { statement in
        statement.load == nil && Self.kind(statement.phase, process) == .initialization
          && statement.site.map { !$0.file.contains("runpy") } ?? false
      }?.site?.file
    var counted: [Bool] = []
    for load in process.loads {
      // A load inside another one shares its fate.
      let outer = load.parent.map { counted[$0] }
      counted.append(outer ?? Self.precedesAnswer(load.phase, process))
    }
    isCounted = counted
    failedTimes = process.loads.filter { !$0.succeeded }.reduce(into: [:]) { times, load in
      if let parent = load.parent { times[parent, default: 0] += load.selfTime }
    }
    let spans = process.phases.filter { $0.kind == .initialization }.map { $0.ended &- $0.began }
    let outermost = zip(process.loads, counted).filter { $0.1 && $0.0.parent == nil }.map(\.0)
    // Where nothing marks the end of the imports, their own time stands for it.
    let later = isEndKnown ? outermost.filter { Self.kind($0.phase, process) != .initialization } : outermost
    initializationTime = (isEndKnown ? spans.reduce(0, +) : 0) + later.reduce(0) { $0 + $1.inclusiveTime }
    let all = spans.reduce(0, +) + Self.length(of: .invocation, process)
    answerTime = all - min(all, initializationTime)
    rest = Self.rest(process, counted, failedTimes, isCommand)
    executedLines = Self.executedLines(process, self.children, isCommand)
  }

  private static func length(of kind: Phase.Kind, _ process: ProcessRecord) -> UInt64 {
    process.phases.filter { $0.kind == kind }.map { $0.ended &- $0.began }.reduce(0, +)
  }

  /// Times of modules are medians over the runs; the rest is each run's own.
  private static func rest(
    _ process: ProcessRecord,
    _ isCounted: [Bool],
    _ failedTimes: [Int: UInt64],
    _ isCommand: Bool
  ) -> StartRest {
    var rest = StartRest()
    let work: [Phase.Kind] = [.interpreterStart, .initialization, .invocation]
    let total = work.map { length(of: $0, process) }.reduce(0, +)
    var modules: UInt64 = 0
    for (index, load) in process.loads.enumerated() {
      if isCounted[index], load.succeeded {
        modules += load.selfTime + failedTimes[index, default: 0]
      } else if work.contains(kind(load.phase, process)), !isCounted[index] {
        rest.otherLoads += load.selfTime
      }
    }
    rest.work = total - min(total, modules)
    rest.otherLoads = min(rest.otherLoads, rest.work)
    rest.exit = isCommand ? length(of: .exit, process) : 0
    return rest
  }

  /// Whether an import happened on the way to an answer.
  func isCounted(_ statement: ExecutedImport) -> Bool {
    guard !statement.isLazy else { return false }
    return statement.load.map { isCounted[$0] } ?? Self.precedesAnswer(statement.phase, process)
  }

  /// Whether an import outside of every load belongs to the program's start; else code that was called asks for it, for this
  /// run alone.
  func isInitial(phase: Int, site: CodeSite?) -> Bool {
    Self.kind(phase, process) == .initialization && (isEndKnown || Self.isEntry(site, entryFile, project))
  }

  private static func precedesAnswer(_ phase: Int, _ process: ProcessRecord) -> Bool {
    [.initialization, .invocation].contains(kind(phase, process))
  }

  /// Whether a call happened on the way to an answer, outside of any import.
  func isUse(_ call: FirstCall) -> Bool {
    call.load == nil && Self.isAnswering(call.phase, process, isCommand)
  }

  private static func isAnswering(_ phase: Int, _ process: ProcessRecord, _ isCommand: Bool) -> Bool {
    kind(phase, process) == .invocation || isCommand && kind(phase, process) == .initialization
  }

  /// A child was forked for an answer, and works for it from its beginning.
  private static func isAnswering(_ phase: Int, child: ProcessRecord) -> Bool {
    ![.interpreterStart, .exit].contains(kind(phase, child))
  }

  /// The functions that ran on the way to an answer, in this process or in one forked from it.
  ///
  /// What a child has loaded itself, after an `exec` or a `spawn`, it does not take from its parent.
  var uses: [FirstCall] {
    process.calls.filter(isUse)
      + children.flatMap { child in
        let own = Set(child.loads.filter(\.succeeded).compactMap(\.file))
        return child.calls.filter { call in
          call.load == nil && !own.contains(call.site.file) && Self.isAnswering(call.phase, child: child)
        }
      }
  }

  private static func executedLines(_ process: ProcessRecord, _ children: [ProcessRecord], _ isCommand: Bool)
    -> [String: Set<Int>]?
  {
    guard var lines = process.lines?.filter({ isAnswering($0.phase, process, isCommand) }) else { return nil }
    for child in children {
      guard let own = child.lines else { return nil }
      lines += own.filter { isAnswering($0.phase, child: child) }
    }
    return lines.reduce(into: [:]) { files, line in
      if !line.isInLoad { files[line.file, default: []].insert(line.line) }
    }
  }

  /// The lines of functions that ran while modules were loaded; nil where they were not recorded.
  var linesWhileLoading: Set<CodeSite>? {
    process.lines.map { lines in Set(lines.filter(\.isInLoad).map { CodeSite(file: $0.file, line: $0.line) }) }
  }

  /// A command's own imports stand in the script, or in what runs it; an import in a function that a command calls is
  /// deferred already.
  private static func isEntry(_ site: CodeSite?, _ entryFile: String?, _ project: Project) -> Bool {
    guard let site else { return true }
    let isDeferred = project.files[site.file]?.imports.contains {
      $0.line == site.line && $0.nesting.contains(.function)
    }
    if isDeferred == true { return false }
    return site.file == entryFile || site.file.contains("runpy") || site.file.hasSuffix("__main__.py")
  }

  private static func kind(_ phase: Int, _ process: ProcessRecord) -> Phase.Kind {
    process.kind(ofPhase: phase)
  }
}
