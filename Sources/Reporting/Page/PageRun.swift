internal import Recording

/// One recorded start on the time line: its processes with their phases.
struct PageRun: Encodable {
  struct Process: Encodable {
    /// How many processes it stands below.
    let depth: Int
    let identifier: Int32
    let loads: Int
    let isCut: Bool
    let phases: [Stretch]
  }

  struct Stretch: Encodable {
    let kind: Phase.Kind
    let name: String
    /// From the start of the first process on.
    let began: Int, length: Int
  }

  let event: String
  let processes: [Process]
  /// How many more processes there were.
  let omitted: Int

  private static let mostProcesses = 40

  init(_ run: Run) {
    event = run.event
    let origin = run.processes.first?.phases.first?.began ?? 0
    func lines(of tree: ProcessTree, _ depth: Int) -> [Process] {
      let process = run.processes[tree.process]
      let phases = process.phases.map { phase in
        Stretch(
          kind: phase.kind,
          name: phase.name,
          began: microseconds(phase.began - min(phase.began, origin)),
          length: microseconds(phase.ended - min(phase.ended, phase.began))
        )
      }
      let own = Process(
        depth: depth,
        identifier: process.identifier,
        loads: process.loads.count,
        isCut: process.isCut,
        phases: phases
      )
      return [own] + tree.children.flatMap { lines(of: $0, depth + 1) }
    }
    let all = run.processTree.flatMap { lines(of: $0, 0) }
    processes = Array(all.prefix(Self.mostProcesses))
    omitted = all.count - processes.count
  }
}
