public import Recording

/// Writes down by hand what a process did, for programs that would be hard to make behave so.
public struct SyntheticProcess {
  /// What was written down: the interpreter's start, the initialization, one invocation, the exit.
  public private(set) var record: ProcessRecord

  /// A process that has done nothing yet.
  public init(identifier: Int32 = 1, parent: Int32 = 0) {
    let kinds: [Phase.Kind] = [.interpreterStart, .initialization, .invocation, .exit]
    record = ProcessRecord(
      identifier: identifier,
      parent: parent,
      isCut: false,
      phases: kinds.enumerated().map { index, kind in
        Phase(kind: kind, name: "", began: UInt64(index) * 1_000_000_000, ended: UInt64(index + 1) * 1_000_000_000)
      },
      loads: [],
      imports: [],
      calls: []
    )
  }

  /// A module that is loaded in a phase, by a statement unless the interpreter itself asks for it.
  ///
  /// - Returns: the number of the load.
  @discardableResult public mutating func load(
    _ name: String,
    _ file: String?,
    at site: CodeSite?,
    in parent: Int? = nil,
    milliseconds: UInt64 = 1,
    mebibytes: Int64 = 0,
    succeeded: Bool = true,
    phase: Int = 1,
    kind: ModuleLoad.Kind = .source
  ) -> Int {
    record.loads.append(
      ModuleLoad(
        name: name,
        file: file,
        kind: kind,
        succeeded: succeeded,
        parent: parent,
        site: site,
        phase: phase,
        selfTime: milliseconds * 1_000_000,
        inclusiveTime: milliseconds * 1_000_000,
        selfCPU: 0,
        inclusiveCPU: 0,
        selfMemory: mebibytes << 20,
        inclusiveMemory: mebibytes << 20
      )
    )
    return record.loads.count - 1
  }

  /// An import that is executed, whether it loads anything or not.
  public mutating func execute(
    _ target: String,
    _ names: [String] = [],
    at site: CodeSite?,
    in load: Int? = nil,
    phase: Int = 1
  ) {
    record.imports.append(ExecutedImport(site: site, load: load, target: target, names: names, phase: phase))
  }

  /// Where samples found the process.
  public mutating func sample(_ tree: SampleTree) {
    record.samples = tree
  }

  /// Phases of other lengths, in milliseconds: the interpreter's start, the initialization, one invocation, the exit.
  public mutating func setPhases(milliseconds: [UInt64]) {
    var began: UInt64 = 0
    for (index, length) in milliseconds.enumerated() where record.phases.indices.contains(index) {
      record.phases[index].began = began
      began += length * 1_000_000
      record.phases[index].ended = began
    }
  }

  /// A function that runs for the first time.
  public mutating func call(_ name: String, at site: CodeSite, in load: Int? = nil, phase: Int = 2) {
    record.calls.append(FirstCall(site: site, name: name, load: load, phase: phase))
  }
}
