internal import EventLog

/// Turns the records of one event log into what the process did, nesting and self times included.
struct ProcessRecordBuilder {
  private var phases: [Phase] = []
  private var loads: [ModuleLoad] = []
  private var imports: [ExecutedImport] = []
  private var calls: [FirstCall] = []
  private var began: [UInt32: (index: Int, record: LoadBegan)] = [:]
  private var lastTime: UInt64 = 0

  /// Reads a log to its end, however it ends.
  static func build(_ log: EventLogFile) -> ProcessRecord {
    var builder = ProcessRecordBuilder()
    builder.lastTime = log.began
    for record in log.records { builder.add(record) }
    builder.closePhase(at: builder.lastTime)
    return ProcessRecord(
      identifier: log.process,
      parent: log.parent,
      isCut: log.isCut,
      phases: builder.phases,
      loads: builder.loads,
      imports: builder.imports,
      calls: builder.calls
    )
  }

  private mutating func add(_ record: Record) {
    switch record {
    case .phase(let kind, let name, let time):
      closePhase(at: time)
      phases.append(Phase(kind: Self.kind(ofPhase: kind), name: name, began: time, ended: time))
      lastTime = max(lastTime, time)
    case .loadBegan(let record): begin(record)
    case .loadEnded(let record): end(record)
    case .importExecuted(let record):
      imports.append(
        ExecutedImport(
          site: Self.site(record.siteFile, record.siteLine),
          load: began[record.load]?.index,
          target: Self.absolute(record),
          names: record.names,
          phase: currentPhase,
          isLazy: record.isLazy
        )
      )
    case .call(let load, let file, let line, let name):
      calls.append(
        FirstCall(
          site: CodeSite(file: file, line: line),
          name: name,
          load: began[load]?.index,
          phase: currentPhase
        )
      )
    case .end(let time):
      lastTime = max(lastTime, time)
    }
  }

  private var currentPhase: Int { max(phases.count - 1, 0) }

  private mutating func closePhase(at time: UInt64) {
    guard let last = phases.indices.last else { return }
    phases[last].ended = max(time, phases[last].began)
  }

  private mutating func begin(_ record: LoadBegan) {
    lastTime = max(lastTime, record.time)
    // Looked up before this load is known: in a damaged log it may name itself.
    let parent = began[record.parent]?.index
    began[record.load] = (loads.count, record)
    loads.append(
      ModuleLoad(
        name: record.name,
        file: nil,
        kind: .other,
        succeeded: false,
        parent: parent,
        site: Self.site(record.siteFile, record.siteLine),
        phase: currentPhase,
        selfTime: 0,
        inclusiveTime: 0,
        selfCPU: 0,
        inclusiveCPU: 0,
        selfMemory: 0,
        inclusiveMemory: 0
      )
    )
  }

  /// A load's own share is what it took less what the loads inside it took; those have ended and added theirs before.
  private mutating func end(_ record: LoadEnded) {
    lastTime = max(lastTime, record.time)
    guard let (index, start) = began[record.load] else { return }
    let time = record.time &- start.time
    let cpu = record.cpu &- start.cpu
    let memory = record.resident &- start.resident
    var load = loads[index]
    load.file = record.file.isEmpty ? nil : record.file
    load.kind = Self.kind(ofLoader: record.loader)
    load.succeeded = record.succeeded
    // Until now the self figures hold the sum of the loads inside, see below.
    (load.selfTime, load.inclusiveTime) = (time &- min(load.selfTime, time), time)
    (load.selfCPU, load.inclusiveCPU) = (cpu &- min(load.selfCPU, cpu), cpu)
    (load.selfMemory, load.inclusiveMemory) = (memory &- load.selfMemory, memory)
    loads[index] = load
    guard let parent = load.parent else { return }
    loads[parent].selfTime &+= time
    loads[parent].selfCPU &+= cpu
    loads[parent].selfMemory &+= memory
  }

  private static func site(_ file: String, _ line: Int) -> CodeSite? {
    file.isEmpty ? nil : CodeSite(file: file, line: line)
  }

  /// Resolves a relative name as `importlib._bootstrap._resolve_name` does.
  private static func absolute(_ record: ImportExecuted) -> String {
    guard record.level > 0 else { return record.target }
    let package = record.package.split(separator: ".").dropLast(record.level - 1).joined(separator: ".")
    return record.target.isEmpty ? package : "\(package).\(record.target)"
  }

  private static func kind(ofPhase number: UInt32) -> Phase.Kind {
    switch number {
    case 0: .interpreterStart
    case 2: .invocation
    case 3: .exit
    default: .initialization
    }
  }

  private static func kind(ofLoader number: UInt32) -> ModuleLoad.Kind {
    switch number {
    case 1: .source
    case 2: .cachedBytecode
    case 3: .extensionModule
    case 4: .builtIn
    case 5: .frozen
    case 6: .namespace
    case 7: .zip
    default: .other
    }
  }
}
