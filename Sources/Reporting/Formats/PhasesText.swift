public import Recording

/// What was recorded: each run's phases with their times, its other processes, and what could not be seen.
public struct PhasesText {
  private let recording: Recording

  /// Takes what is to be shown.
  public init(_ recording: Recording) {
    self.recording = recording
  }

  /// One line per run and per remark, with a line end behind each.
  public var text: String {
    var lines: [String] = []
    for run in recording.runs {
      guard let process = run.processes.first else { continue }
      let phases = process.phases.map { Self.describe($0) }.joined(separator: ", ")
      let others = run.processes.count - 1
      let children = others == 0 ? "" : "; \(others) more \(others == 1 ? "process" : "processes")"
      lines.append("  \(run.event): \(phases)\(children)")
      lines += Self.children(of: run)
    }
    return lines.wrapped + remarks
  }

  /// What could not be seen, a line each; whatever is concluded from the recording is to be read with them.
  public var remarks: String { sentences.wrapped }

  /// The same, each as one line without a line end.
  public var sentences: [String] { recording.remarks.map(\.description) + samplingRemarks }

  /// What sampling could not see: whole processes, and more than one stack in a hundred.
  private var samplingRemarks: [String] {
    let trees = recording.runs.flatMap(\.processes).map(\.samples)
    let refused = Dictionary(grouping: trees.compactMap(\.problem)) { $0 }.mapValues(\.count)
    var lines = refused.sorted { $0.key < $1.key }.map { reason, count in
      "\(count == 1 ? "A process has" : "\(count) processes have") no samples because \(reason)."
    }
    let discarded = trees.reduce(0) { $0 + $1.discarded }
    let kept = trees.flatMap(\.weights).reduce(0) { $0 + $1.count }
    if discarded > (kept + discarded) / 100 {
      lines.append("\(discarded) of \(kept + discarded) samples were discarded: the stack changed while it was read.")
    }
    return lines
  }

  /// The processes that were started, below those that started them.
  private static func children(of run: Run) -> [String] {
    let began = run.processes.first?.phases.first?.began ?? 0
    func lines(of tree: ProcessTree, _ depth: Int) -> [String] {
      let process = run.processes[tree.process]
      let first = process.phases.first?.began ?? began, last = process.phases.last?.ended ?? first
      let after = Figures.time(nanoseconds: Double(first &- min(began, first)))
      let loads = process.loads.count == 1 ? "1 module load" : "\(process.loads.count) module loads"
      let own =
        "\(String(repeating: "  ", count: depth + 1))process \(process.identifier): after \(after), for "
        + "\(Figures.time(nanoseconds: Double(last &- first))), \(loads)"
      return [own] + tree.children.flatMap { lines(of: $0, depth + 1) }
    }
    // The first one is the run itself.
    let all = run.processTree.flatMap { $0.process == 0 ? $0.children : [$0] }.flatMap { lines(of: $0, 1) }
    let rest = all.count - mostChildren
    return all.prefix(mostChildren) + (rest > 0 ? ["    and \(rest) more"] : [])
  }

  private static let mostChildren = 12

  private static func describe(_ phase: Phase) -> String {
    let name =
      switch phase.kind {
      case .interpreterStart: "interpreter"
      case .initialization: "init"
      case .invocation: "answer"
      case .exit: "exit"
      }
    let digest = phase.digest.map { " (\($0))" } ?? ""
    return "\(name) \(Figures.time(nanoseconds: Double(phase.ended &- phase.began)))\(digest)"
  }
}
