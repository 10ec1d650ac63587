internal import ImportGraph

/// Finds the statements that are to blame for what starts load.
struct ImportCauses: Sendable {
  private let starts: [StartLoads]
  private let baseline: Baseline?
  private let isOwn: @Sendable (String) -> Bool

  init(_ starts: [StartLoads], _ baseline: Baseline?, _ isOwn: @escaping @Sendable (String) -> Bool) {
    self.starts = starts
    self.baseline = baseline
    self.isOwn = isOwn
  }

  /// The statements that let a quantity grow: those that load what the baseline does not, else the costliest.
  func imports(raising quantity: Budget.Quantity, of event: String) -> (imports: [AddedImport], isNew: Bool) {
    guard let start = start(of: event) else { return ([], false) }
    let added =
      baseline.map { AddedImport.all(in: start, beside: $0.modules(for: event), [.start], isOwn: isOwn) } ?? []
    let imports = added.isEmpty ? all(in: start) : added
    let sorted = imports.sorted { $0.precedes($1, by: quantity) }
    // What is small beside the first one has caused nothing.
    let least = (sorted.first?.amount(of: quantity) ?? 0) * Self.leastShare
    return (sorted.filter { $0.amount(of: quantity) >= least }, !added.isEmpty)
  }

  /// The statements through which a library is loaded; nil if it is not.
  func imports(
    loading library: String,
    of event: String,
    _ moments: Set<LoadedModule.Moment>
  ) -> (imports: [AddedImport], isNew: Bool)? {
    guard let start = start(of: event) else { return nil }
    let modules = start.modules.filter { moments.contains($0.moment) && Self.isPart($0, of: library) }
    guard !modules.isEmpty else { return nil }
    let names = Set(modules.map(\.name))
    if let known = baseline?.modules(for: event), known.isDisjoint(with: names) {
      let added = AddedImport.all(in: start, beside: known, moments, isOwn: isOwn).filter {
        !$0.modules.isDisjoint(with: names)
      }
      if !added.isEmpty { return (added, true) }
    }
    // What the library loads in turn is there because of it, as far as nothing else has loaded it before.
    var behind = names
    for (index, module) in start.modules.enumerated() where !behind.contains(module.name) {
      if let importer = start.modules[index].importer, behind.contains(start.modules[importer].name) {
        behind.insert(module.name)
      }
    }
    let others = Set(start.modules.map(\.name)).subtracting(behind)
    return (AddedImport.all(in: start, beside: others, moments, isOwn: isOwn), false)
  }

  /// Whether a module belongs to what is named: a package as it is installed, or a module with those below it.
  private static func isPart(_ module: LoadedModule, of library: String) -> Bool {
    module.name == library || module.name.hasPrefix(library + ".")
      || module.distribution.kind == .installed && RecipeBook.isSame(module.distribution.name, library)
  }

  private static let leastShare = 0.1

  private func start(of event: String) -> StartLoads? { starts.first { $0.event == event } }

  /// The statements that lead out of the program, and those that load its own modules, each with what that takes alone.
  private func all(in start: StartLoads) -> [AddedImport] {
    let own = Set(start.initialModules.filter { $0.distribution.kind == .firstParty }.map(\.name))
    let names = Set(start.modules.map(\.name))
    let single = own.flatMap { AddedImport.all(in: start, beside: names.subtracting([$0]), [.start], isOwn: isOwn) }
    return AddedImport.all(in: start, beside: own, [.start], isOwn: isOwn) + single.filter { $0.site != nil }
  }
}

extension AddedImport {
  fileprivate func precedes(_ other: AddedImport, by quantity: Budget.Quantity) -> Bool {
    let (one, two) = (amount(of: quantity), other.amount(of: quantity))
    return one == two ? module < other.module : one > two
  }

  fileprivate func amount(of quantity: Budget.Quantity) -> Double {
    switch quantity {
    case .initialization: Double(time)
    case .memory: Double(memory)
    case .modules: Double(moduleCount)
    }
  }
}
