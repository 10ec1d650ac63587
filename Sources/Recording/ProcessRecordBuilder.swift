internal import EventLog

/// Turns the records of one event log into what the process did, nesting and self times included.
struct ProcessRecordBuilder {
  private var phases: [Phase] = []
  private var loads: [ModuleLoad] = []
  private var imports: [ExecutedImport] = []
  private var calls: [FirstCall] = []
  private var lines: [ExecutedLine] = []
  private var remarks: [Remark] = []
  private var began: [UInt32: (index: Int, record: LoadBegan)] = [:]
  private var ended: Set<Int> = []
  private var effects = EffectCollector()
  private var lastTime: UInt64 = 0
  private var end: InitializationEnd

  private init(_ end: InitializationEnd) {
    self.end = end
  }

  /// Reads a log to its end, however it ends.
  static func build(_ log: EventLogFile, endingAt end: InitializationEnd = InitializationEnd()) -> ProcessRecord {
    var builder = ProcessRecordBuilder(end)
    builder.lastTime = log.began
    for record in log.records { builder.add(record) }
    builder.closeLoads()
    builder.closePhase(at: builder.lastTime)
    builder.splitInitialization()
    var process = ProcessRecord(
      identifier: log.process,
      parent: log.parent,
      isCut: log.isCut,
      phases: builder.phases,
      loads: builder.loads,
      imports: builder.imports,
      calls: builder.calls,
      observedModules: builder.effects.isWatching ? Set(builder.loads.map(\.name)).sorted() : [],
      effects: builder.effects.effects { builder.began[$0].map { builder.moduleName(ofLoad: $0.index) } }
    )
    process.lines = Set(builder.lines).sorted()
    process.remarks = builder.remarks + (log.isFull ? [.logFull] : [])
    return process
  }

  /// Gives a star import the names that it turned out to bind, if the record is its second.
  private mutating func completeStar(_ statement: ExecutedImport) -> Bool {
    guard statement.names.first == "*", statement.names.count > 1 else { return false }
    let first = imports.lastIndex {
      $0.names == ["*"] && $0.site == statement.site && $0.load == statement.load && $0.target == statement.target
    }
    guard let first else { return false }
    imports[first].names = statement.names
    return true
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
      let statement = ExecutedImport(
        site: Self.site(record.siteFile, record.siteLine),
        load: began[record.load]?.index,
        target: Self.absolute(record),
        names: record.names,
        phase: currentPhase,
        isLazy: record.isLazy
      )
      if completeStar(statement) { return }
      end.see(import: statement.site, isOutermost: record.isOutermost)
      imports.append(statement)
    case .call(let load, let file, let line, let name, let isFunction, let count, let time):
      lastTime = max(lastTime, time)
      if currentKind != .exit {
        end.see(call: name, in: file, isFunction: isFunction, isInLoad: load != 0, at: place(time))
      }
      calls.append(
        FirstCall(
          site: CodeSite(file: file, line: line),
          name: name,
          load: began[load]?.index,
          phase: currentPhase,
          count: count
        )
      )
    case .line(let file, let line, let isInLoad):
      lines.append(ExecutedLine(file: file, line: line, phase: currentPhase, isInLoad: isInLoad))
    case .effectsWatched: effects.watch()
    case .effect(let effect): effects.add(effect)
    case .remark(let number):
      if let remark = Self.remark(number) { remarks.append(remark) }
    case .end(let time):
      lastTime = max(lastTime, time)
    }
  }

  private var currentPhase: Int { max(phases.count - 1, 0) }

  private var currentKind: Phase.Kind? { phases.last?.kind }

  private func place(_ time: UInt64) -> InitializationEnd.Place {
    InitializationEnd.Place(
      time: time,
      loads: loads.count,
      imports: imports.count,
      calls: calls.count,
      lines: lines.count
    )
  }

  /// Tells the start of a program from what it does then, where no harness has.
  private mutating func splitInitialization() {
    guard phases.first?.kind == .interpreterStart, !phases.contains(where: { $0.kind == .invocation }),
      let place = end.place,
      let index = phases.firstIndex(where: { $0.kind == .initialization }),
      (phases[index].began...phases[index].ended).contains(place.time)
    else { return }
    phases.insert(Phase(kind: .invocation, name: "", began: place.time, ended: phases[index].ended), at: index + 1)
    phases[index].ended = place.time
    for load in place.loads..<loads.count { loads[load].phase += 1 }
    for statement in place.imports..<imports.count { imports[statement].phase += 1 }
    for call in place.calls..<calls.count { calls[call].phase += 1 }
    for line in place.lines..<lines.count { lines[line].phase += 1 }
  }

  private mutating func closePhase(at time: UInt64) {
    guard let last = phases.indices.last else { return }
    phases[last].ended = max(time, phases[last].began)
  }

  private mutating func begin(_ record: LoadBegan) {
    lastTime = max(lastTime, record.time)
    let site = Self.site(record.siteFile, record.siteLine)
    end.see(loadBegan: record.load, at: site, isInLoad: record.parent != 0)
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
        site: site,
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
    guard let (index, start) = began[record.load], ended.insert(index).inserted else { return }
    if currentKind != .exit { end.see(loadEnded: record.load, at: place(record.time)) }
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

  /// Loads that never ended, because the process did, took until the last that is known; the innermost first.
  private mutating func closeLoads() {
    for (index, start) in began.values.filter({ !ended.contains($0.index) }).sorted(by: { $0.index > $1.index }) {
      let time = lastTime &- min(start.time, lastTime)
      loads[index].inclusiveCPU = loads[index].selfCPU
      loads[index].inclusiveMemory = loads[index].selfMemory
      (loads[index].selfCPU, loads[index].selfMemory) = (0, 0)
      (loads[index].selfTime, loads[index].inclusiveTime) = (time &- min(loads[index].selfTime, time), time)
      // In a damaged log a load may have ended before those inside it.
      guard let parent = loads[index].parent, !ended.contains(parent) else { continue }
      loads[parent].selfTime &+= time
      loads[parent].selfCPU &+= loads[index].inclusiveCPU
      loads[parent].selfMemory &+= loads[index].inclusiveMemory
    }
  }

  /// A load that failed leaves no module: what it changed counts as its importer's doing.
  private func moduleName(ofLoad index: Int) -> String {
    var index = index
    while !loads[index].succeeded, let parent = loads[index].parent { index = parent }
    return loads[index].name
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

  private static func remark(_ number: UInt32) -> Remark? {
    switch number {
    case 1: .profileHookLost
    case 2: .noToolNumber
    case 3: .traceHookLost
    default: nil
    }
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
