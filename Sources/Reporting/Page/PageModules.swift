internal import Advice
internal import ImportGraph
internal import Recording

/// The modules of the graph but for the entry, column by column; a module is its place in the columns.
struct PageModules: Encodable {
  private(set) var names: [String] = []
  /// What each came with, as an index into `libraries`.
  private(set) var library: [Int] = []
  /// Its own time, and that with the modules which it was the first to import.
  private(set) var time: [Int] = [], total: [Int] = []
  private(set) var memory: [Int64] = []
  /// What it is to the events, as an index into `fates`.
  private(set) var fate: [Int] = []
  /// How many events load it now, with the plan, and at least.
  private(set) var eventsNow: [Int] = [], eventsPlanned: [Int] = [], eventsFloor: [Int] = []
  /// Its share of the invocations' samples in thousandths; nil if none were taken.
  private(set) var utilization: [Int]?
  /// The module that imported it first, -1 for what started the program, and the line of that import.
  private(set) var importer: [Int] = []
  private(set) var place: [String?] = []
  private(set) var libraries: [String] = []
  let fates = ModuleFate.allCases.map(\.rawValue)

  init(_ graph: ImportGraph, _ plan: Plan, _ use: FileUtilization) {
    let modules = graph.modules.dropFirst()
    var totals = graph.modules.map(\.selfTime)
    // A module is numbered before those that it imports.
    for module in modules.reversed() where module.firstImporter < module.index {
      totals[module.firstImporter] += totals[module.index]
    }
    func count(_ module: Module, _ loads: KeyPath<EventLoads, Set<Int>>) -> Int {
      plan.loads.count { $0[keyPath: loads].contains(module.index) }
    }
    let owners = Set(modules.map(\.distribution)).sorted()
    libraries = owners.map(\.description)
    let numbers = Dictionary(uniqueKeysWithValues: owners.enumerated().map { ($1, $0) })
    for module in modules {
      names.append(module.name)
      library.append(numbers[module.distribution] ?? 0)
      time.append(microseconds(module.selfTime))
      total.append(microseconds(totals[module.index]))
      memory.append(module.selfMemory)
      fate.append(ModuleFate.allCases.firstIndex(of: plan.fates[module.index]) ?? 0)
      eventsNow.append(count(module, \.now))
      eventsPlanned.append(count(module, \.planned))
      eventsFloor.append(count(module, \.floor))
      importer.append(module.firstImporter - 1)
      place.append(module.firstSite.map { "\(Figures.path($0.file, below: graph.project.root)):\($0.line)" })
    }
    utilization = use.shares.map { shares in
      modules.map { module in Int(((module.file.flatMap { shares[$0] } ?? 0) * 1_000).rounded()) }
    }
  }
}
