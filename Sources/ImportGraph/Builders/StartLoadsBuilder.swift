internal import Recording

/// Reads the loads of single starts out of a recording.
struct StartLoadsBuilder {
  private let view: RunView
  private let finder: DistributionFinder
  private var modules: [LoadedModule] = []
  private var numbers: [String: Int] = [:]
  /// The lines that ask for a module, by the load in which they run.
  private let requests: [Request: [CodeSite]]

  private struct Request: Hashable {
    let load: Int?, module: String
  }

  static func build(from recording: Recording, _ project: Project) -> [StartLoads] {
    let finder = DistributionFinder(recording)
    let total = recording.runs.map(\.weight).reduce(0, +)
    // Where the end of the initialization is guessed, the imports alone tell what the start takes.
    let isEndKnown = !recording.program.entry.isCommand || recording.program.initializationEnd != nil
    let processes = recording.runs.compactMap { run in run.processes.first.map { (run, $0) } }
    let startups = processes.map { StartupBuilder.build(from: [$0.1], finder) }
    let bare = startups.map { $0.time - min($0.additionTime, $0.time) }.min() ?? 0
    return zip(processes, startups).map { element, startup in
      let (run, process) = element
      var builder = StartLoadsBuilder(RunView(process, recording, project, children: []), finder)
      let importTime = builder.addModules()
      let spans = process.phases.filter { $0.kind == .initialization }.map { $0.ended &- $0.began }
      return StartLoads(
        event: run.event,
        share: run.weight / max(total, 1e-9),
        interpreterTime: bare,
        environmentTime: startup.additionTime,
        initializationTime: isEndKnown ? spans.reduce(0, +) : importTime,
        modules: builder.modules
      )
    }
  }

  private init(_ view: RunView, _ finder: DistributionFinder) {
    self.view = view
    self.finder = finder
    var requests: [Request: [CodeSite]] = [:]
    for statement in view.process.imports where !statement.isLazy {
      guard let site = statement.site else { continue }
      for name in [statement.target] + statement.names.map({ "\(statement.target).\($0)" }) {
        requests[Request(load: statement.load, module: name), default: []].append(site)
      }
    }
    self.requests = requests
  }

  /// Adds what is loaded until the answer is there.
  ///
  /// - Returns: nanoseconds of all that the program's own start loads.
  private mutating func addModules() -> UInt64 {
    let loads = view.process.loads
    var moments: [LoadedModule.Moment?] = []
    var importTime: UInt64 = 0
    for (index, load) in loads.enumerated() {
      // A load inside another one shares its fate.
      let moment = load.parent.map { moments[$0] } ?? moment(of: load)
      moments.append(moment)
      guard let moment else { continue }
      if moment == .start { importTime += load.selfTime }
      if load.succeeded { add(load, load.selfTime + view.failedTimes[index, default: 0], moment) }
    }
    return importTime
  }

  private func moment(of load: ModuleLoad) -> LoadedModule.Moment? {
    switch view.process.kind(ofPhase: load.phase) {
    case .interpreterStart: .beforeProgram
    case .initialization, .invocation: view.isInitial(phase: load.phase, site: load.site) ? .start : .answer
    case .exit: nil
    }
  }

  private mutating func add(_ load: ModuleLoad, _ time: UInt64, _ moment: LoadedModule.Moment) {
    // A part whose package imports it as well is loaded twice, the second time inside the first.
    if let known = numbers[load.name] {
      modules[known].selfTime += time
      modules[known].selfMemory += load.selfMemory
      return
    }
    let owner = finder.owner(of: load.file)
    // What every interpreter loads is no matter of the program's.
    if moment == .beforeProgram, owner.kind == .standardLibrary { return }
    numbers[load.name] = modules.count
    modules.append(
      LoadedModule(
        name: load.name,
        distribution: owner,
        selfTime: time,
        selfMemory: load.selfMemory,
        importer: importer(of: load),
        site: site(of: load),
        moment: moment
      )
    )
  }

  /// The line that asks for a module: a package that brings its parts when they are asked for (PEP 562) acts for the statement
  /// of its user.
  private func site(of load: ModuleLoad) -> CodeSite? {
    let asking = requests[Request(load: load.parent, module: load.name)] ?? []
    guard let parent = load.parent else {
      return asking.first { finder.owner(of: $0.file).kind == .firstParty } ?? load.site
    }
    let file = view.process.loads[parent].file
    return load.site?.file == file ? load.site : asking.first { $0.file == file } ?? load.site
  }

  /// The module whose load was under way; a failed one is no module, so what it has loaded was loaded for its importer.
  private func importer(of load: ModuleLoad) -> Int? {
    for index in sequence(first: load.parent, next: { $0.map { view.process.loads[$0].parent } }) {
      guard let index else { return nil }
      if let number = numbers[view.process.loads[index].name] { return number }
    }
    return nil
  }
}

extension Startup {
  /// Nanoseconds of all that the environment adds.
  fileprivate var additionTime: UInt64 { additions.reduce(0) { $0 + $1.time } }
}
