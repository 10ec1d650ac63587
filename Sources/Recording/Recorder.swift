internal import EventLayout
internal import EventLog
internal import Foundation
public import Launching
internal import Sampling

/// Runs a program under the agent, once per event and run, each in a fresh process.
public struct Recorder: Sendable {
  /// How the program is started.
  public let start: ProgramStart
  /// The agent's library.
  public let agent: String
  /// A folder for event logs.
  public let scratch: String
  /// Starts per event that are timed; the times of the shortest are kept, as the least disturbed.
  public var timedRuns = 2 {
    didSet { timedRuns = max(timedRuns, 1) }
  }
  /// Samples of every thread per second of one start; 0 for none.
  public var samplingRate = Self.usualSamplingRate

  /// Where the program runs: its own folder or a copy of it.
  public var workingFolder: String
  /// What is used in place of the interpreter's environment; nil for itself.
  public var standIn: EnvironmentStandIn?
  /// Whether a start of its own looks for what loads change, and counts calls.
  public var observesEffects = true

  /// Fine enough for what takes milliseconds, and too little to be felt.
  public static let usualSamplingRate = 1000

  /// Prepares to record.
  ///
  /// - Throws: `RecordingError.agentNotFound` if the library is not there.
  public init(start: ProgramStart, agent: String = Self.agentBesideTool, scratch: String) throws(RecordingError) {
    guard FileManager.default.fileExists(atPath: agent) else { throw .agentNotFound(path: agent) }
    self.start = start
    workingFolder = start.root
    self.agent = agent
    self.scratch = scratch
  }

  /// The agent is built into the folder of whatever uses it: the tool, or a test.
  public static var agentBesideTool: String {
    let tool = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "."
    return URL(filePath: tool).deletingLastPathComponent().appending(path: "libprof-agent.so").path
  }

  /// Records a handler with each of its events, or a command.
  ///
  /// - Parameters:
  ///   - events: the inputs of a handler; not looked at for a command.
  ///   - progress: told what is about to run.
  /// - Returns: one run per event.
  /// - Throws: `RecordingError.programFailed` if the program fails by itself; nothing has been changed then.
  public func record(events: [Event], progress: (Activity) -> Void = { _ in }) throws(RecordingError) -> Recording {
    var runs: [Run] = []
    if start.entry.isCommand {
      progress("profiling \(start.title)")
      runs.append(Run(event: start.title, processes: try record(nil)))
    } else {
      let began = ContinuousClock.now
      for (index, event) in events.enumerated() {
        // The events before tell how long one takes.
        let remaining =
          index == 0 ? nil : (ContinuousClock.now - began) * Double(events.count - index) / Double(index)
        progress(
          Activity(
            "profiling \(start.title) with \(event.name)",
            done: Double(index) / Double(events.count),
            remaining: remaining
          )
        )
        runs.append(Run(event: event.name, weight: event.weight, processes: try record(event)))
      }
    }
    return recording(of: runs)
  }

  /// Records what each event loads, by one start that nothing else is asked of.
  ///
  /// - Parameter events: the inputs of a handler; not looked at for a command.
  /// - Returns: one run per event, of which times tell little.
  /// - Throws: `RecordingError.programFailed` if the program fails.
  public func recordLoads(events: [Event]) throws(RecordingError) -> Recording {
    // Where a function ends the initialization, its call tells when.
    let probes = start.initializationEnd == nil ? "imports" : "imports,calls"
    var runs: [Run] = []
    for event in start.entry.isCommand ? [nil] : events.map(Optional.some) {
      let processes = try recordOnce(event, probes: probes, samplingRate: 0).map(\.record)
      runs.append(Run(event: event?.name ?? start.title, weight: event?.weight ?? 1, processes: processes))
    }
    return recording(of: runs)
  }

  private func recording(of runs: [Run]) -> Recording {
    Recording(
      interpreter: start.interpreter,
      program: RecordedProgram(entry: start.entry, root: workingFolder, initializationEnd: start.initializationEnd),
      runs: runs
    )
  }

  /// What one event shows of the program's own process, with the times of timed starts, and of its children, whose times
  /// come from the start that records usage.
  ///
  /// A plain start first: it writes missing bytecode, which later starts then find, as the user's do.
  private func record(_ event: Event?) throws(RecordingError) -> [ProcessRecord] {
    let plain = try start.run(event: event, in: workingFolder, standIn: standIn, scratch: scratch)
    var timed: [[WatchedProcess]] = []
    for _ in 0..<timedRuns { timed.append(try recordOnce(event, probes: "imports,memory", samplingRate: 0)) }
    // Usage and samples cost a few hundredths more each, so they get a start whose times are not used; before 3.12 one each,
    // for there the profile hook slows every call down, and would show in the samples.
    let recordsAllAtOnce = start.interpreter.hasMonitoring
    let whole = try recordOnce(event, probes: "imports,memory,calls", samplingRate: recordsAllAtOnce ? samplingRate : 0)
    let sampled =
      recordsAllAtOnce || samplingRate == 0
      ? whole : try recordOnce(event, probes: "imports,memory", samplingRate: samplingRate)
    var processes = whole.map(\.record)
    if let function = start.initializationEnd,
      processes.first?.phases.contains(where: { $0.kind == .invocation }) != true
    {
      throw .initializationEndMissing(function: function, program: start.title)
    }
    if !processes.isEmpty {
      let began = processes[0].phases.first?.began ?? 0
      processes[0] = Self.timed(processes[0], by: timed.compactMap { $0.first?.record })
      // Its children are those of another start: they began as long after it as they did there.
      let later = (processes[0].phases.first?.began ?? began) &- began
      for index in processes.indices.dropFirst() { processes[index].shift(by: later) }
      let answer = plain.response.map { Array($0.utf8) } ?? plain.outcome.standardOutput.bytes
      for index in processes[0].phases.indices where processes[0].phases[index].kind == .invocation {
        processes[0].phases[index].digest = Digest.short(of: answer)
      }
      // Looking for effects takes time and keeps objects alive, and counting every call takes time: they get a start of
      // which nothing else is used, and one that fails takes nothing away from the others.
      let effects =
        observesEffects ? try? recordOnce(event, probes: "imports,calls,counts,lines,effects", samplingRate: 0) : []
      if effects == nil { processes[0].remarks.append(.effectsUnknown) }
      let watched = (effects ?? []).map(\.record)
      if let counted = watched.first { processes[0].takeCounts(of: counted) }
      // Children are told apart by their order alone.
      let isWhole = watched.count == processes.count
      for index in processes.indices {
        processes[index].lines = nil
        if isWhole { processes[index].takeLines(of: watched[index]) }
      }
      processes[0].observedModules = Set(watched.flatMap(\.observedModules)).sorted()
      processes[0].effects = watched.flatMap(\.effects)
    }
    // Children are told apart by their order alone.
    for (index, start) in zip(processes.indices, sampled) {
      guard let samples = start.samples else { continue }
      processes[index].samples = SampleTreeBuilder.build(samples, in: start.record.phases, for: processes[index].phases)
    }
    // Before another program takes its place, a forked child is a Python that does nothing.
    return processes.enumerated().filter { $0.offset == 0 || !$0.element.isEmpty }.map(\.element)
  }

  /// What the log and the samples of one process show.
  private struct WatchedProcess {
    var record: ProcessRecord
    var samples: ProcessSamples?
  }

  private func recordOnce(
    _ event: Event?,
    probes: String,
    samplingRate: Int
  ) throws(RecordingError) -> [WatchedProcess] {
    let folder = "\(scratch)/logs-\(UUID().uuidString)"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw .scratchFolder(path: folder, reason: SystemReason.of(error))
    }
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let library = try preloadable(in: folder)
    let preloaded = [library, Environment.inherited["LD_PRELOAD"]].compactMap(\.self).joined(separator: ":")
    let sampler = samplingRate > 0 ? Sampler(logs: folder, rate: samplingRate) : nil
    let outcome: Outcome
    do throws(RecordingError) {
      outcome = try runWatched(event, preloaded, folder, probes)
    } catch {
      _ = sampler?.finish()
      throw error
    }
    let samples = sampler?.finish() ?? []
    let end = InitializationEnd(function: start.initializationEnd, root: start.root)
    let logs = try read(folder)
    var processes = logs.attached.map { log in
      WatchedProcess(
        record: ProcessRecordBuilder.build(log, endingAt: end),
        samples: samples.first { $0.process == log.process && $0.began == log.began }
      )
    }
    if !processes.isEmpty {
      processes[0].record.extend(over: outcome)
      if logs.hasRefused { processes[0].record.remarks.append(.childUnwatched) }
    }
    return processes
  }

  private func runWatched(
    _ event: Event?,
    _ preloaded: String,
    _ folder: String,
    _ probes: String
  ) throws(RecordingError) -> Outcome {
    try start.run(
      event: event,
      in: workingFolder,
      standIn: standIn,
      variables: [
        "LD_PRELOAD": preloaded, LIBPROF_ENVIRONMENT_LOGS: folder, LIBPROF_ENVIRONMENT_PROBES: probes,
      ],
      scratch: scratch
    )
    .outcome
  }

  /// The dynamic loader ends a path at a space or a colon: such an agent is reached through a link.
  private func preloadable(in folder: String) throws(RecordingError) -> String {
    guard agent.contains(where: { $0 == " " || $0 == ":" }) else { return agent }
    let link = "\(folder)/agent.so"
    do {
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: agent)
    } catch {
      throw .scratchFolder(path: folder, reason: SystemReason.of(error))
    }
    return link
  }

  /// The logs of the processes that the agent watched, in their order, and whether it had to leave others alone.
  private func read(_ folder: String) throws(RecordingError) -> (attached: [EventLogFile], hasRefused: Bool) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var logs: [EventLogFile] = []
    for name in names where name.hasSuffix(".events") {
      do {
        logs.append(try EventLogFile(path: "\(folder)/\(name)"))
      } catch .empty {
        // The process ended, or was refused room, before it was more than begun.
        continue
      } catch {
        throw .agentDidNotAttach(reason: "\(error)")
      }
    }
    logs.sort { $0.began < $1.began }
    let attached = logs.filter { $0.state == .attached }
    if attached.isEmpty {
      guard let log = logs.first else { throw .noInterpreterStarted(command: start.title) }
      throw .agentDidNotAttach(reason: Self.reason(log))
    }
    // One that waits still was replaced, or ended, before it ran anything.
    return (attached, logs.contains { ![.attached, .waiting].contains($0.state) })
  }

  private static func reason(_ log: EventLogFile) -> String {
    let version = log.interpreter.split(separator: " ").first.map(String.init) ?? "?"
    return switch log.state {
    case .interpreterTooOld: "Python \(version) has no audit hooks, which came with 3.8"
    case .freeThreaded: "Python \(version) is a free-threaded build, which is not supported yet"
    case .symbolMissing(let name): "Python \(version) does not export the symbol \(name)"
    case .attributeMissing: "Python \(version) has another import machinery than the agent knows"
    case .waiting, .attached: "Python \(version) ended before it began to run the program"
    }
  }

  /// A process with the times of the shortest of several starts: they add up to its length.
  ///
  /// What that one did not load keeps the times of another start that did.
  private static func timed(_ process: ProcessRecord, by runs: [ProcessRecord]) -> ProcessRecord {
    let sorted = runs.sorted { $0.length < $1.length }
    var times: [String: [ModuleLoad]] = [:]
    for run in sorted {
      let known = times
      for load in run.loads where known[load.name] == nil { times[load.name, default: []].append(load) }
    }
    var process = process
    let loading = process.timeOfLoads
    var seen: [String: Int] = [:]
    for index in process.loads.indices {
      // A part that its package imports as well is loaded inside its own load, which then finds it done: the second one of
      // the same name is the one that took the time.
      let name = process.loads[index].name
      let position = seen[name, default: 0]
      seen[name] = position + 1
      guard let known = times[name], let load = position < known.count ? known[position] : known.last else { continue }
      process.loads[index].selfTime = load.selfTime
      process.loads[index].inclusiveTime = load.inclusiveTime
      process.loads[index].selfCPU = load.selfCPU
      process.loads[index].inclusiveCPU = load.inclusiveCPU
    }
    if let phases = sorted.first?.phases {
      process.take(phases, loading: loading.subtractingReportingOverflow(process.timeOfLoads).partialValue)
    }
    return process
  }
}

extension ProcessRecord {
  /// Takes the times of another start, as far as it had the same phases: without calls recorded, the end of a command and,
  /// where a function was named, that of its initialization cannot be seen.
  ///
  /// The phases it does not tell apart share its length: the initialization has become faster by what its loads have, an
  /// answer is taken for as long as it was, and the exit took the rest.
  ///
  /// - Parameters:
  ///   - others: the other start's phases.
  ///   - loading: by how many nanoseconds longer all loads together took in this start.
  fileprivate mutating func take(_ others: [Phase], loading: UInt64) {
    let isWhole = others.map(\.kind) == phases.map(\.kind)
    var lengths = phases.map { $0.ended &- $0.began }
    var shared = 0
    for (index, other) in others.enumerated() {
      let isLast = index == others.count - 1
      guard phases.indices.contains(index), phases[index].kind == other.kind, isWhole || !isLast else { break }
      phases[index] = other
      shared = index + 1
    }
    if shared < phases.count, let first = phases.firstIndex(where: { $0.kind == .initialization }), first >= shared {
      lengths[first] -= min(lengths[first], UInt64(max(0, Int64(bitPattern: loading))))
      if let last = phases.indices.last, phases[last].kind == .exit, let began = others.first?.began {
        let before = (shared..<last).reduce(UInt64(0)) { $0 + lengths[$1] }
        let whole = (others.last?.ended ?? 0) &- (shared > 0 ? phases[shared - 1].ended : began)
        // A start that was disturbed elsewhere tells nothing of the exit.
        if whole > before { lengths[last] = min(lengths[last], whole - before) }
      }
    }
    for index in phases.indices.dropFirst(max(shared, 1)) {
      phases[index].began = phases[index - 1].ended
      phases[index].ended = phases[index].began &+ lengths[index]
    }
  }

  /// The process began before its interpreter was there to tell, and ended after it could.
  fileprivate mutating func extend(over outcome: Outcome) {
    guard let first = phases.indices.first, let last = phases.indices.last else { return }
    if phases[first].kind == .interpreterStart, outcome.spawned > 0 {
      phases[first].began = min(phases[first].began, outcome.spawned)
    }
    phases[last].ended = max(phases[last].ended, outcome.ended)
  }

  /// Whether it did nothing that is noted.
  fileprivate var isEmpty: Bool { isCut && loads.isEmpty && imports.isEmpty && calls.isEmpty }

  /// Moves all phases by nanoseconds, which may be a negative number in two's complement.
  fileprivate mutating func shift(by time: UInt64) {
    for index in phases.indices {
      phases[index].began &+= time
      phases[index].ended &+= time
    }
  }

  /// Nanoseconds in which anything was loaded.
  fileprivate var timeOfLoads: UInt64 { loads.reduce(0) { $0 &+ $1.selfTime } }

  fileprivate var length: UInt64 {
    (phases.last?.ended ?? 0) &- (phases.first?.began ?? 0)
  }
}
