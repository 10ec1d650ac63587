public import ImportGraph
public import Recording

/// An import statement, with what it lets a start load in addition.
public struct AddedImport: Sendable, Hashable {
  /// One import on the way from the program's entry.
  public struct Link: Sendable, Hashable {
    /// Where it is written; nil for what no Python code asks for.
    public let site: CodeSite?
    /// What it loads.
    public let module: String

    /// Describes an import.
    public init(site: CodeSite?, module: String) {
      self.site = site
      self.module = module
    }
  }

  /// The program's own statement that all of it is loaded through; nil if there is none.
  public let site: CodeSite?
  /// From the entry to what costs most of it.
  public let chain: [Link]
  /// What costs most of it came with this, and the module of that which is loaded first.
  public let library: Distribution, module: String
  /// Whether the statement asks for new modules itself; else a library that it imports has come to load them.
  public let isDirect: Bool
  /// Nanoseconds and bytes of all modules that are loaded in addition.
  public let time: UInt64, memory: Int64
  /// The names of these.
  public let modules: Set<String>

  /// How many modules are loaded in addition.
  public var moduleCount: Int { modules.count }
}

extension AddedImport {
  /// Finds the statements through which a start loads more than it is known to.
  ///
  /// What is new is charged to the first statement on its way from the entry that leads to anything new, so that a line which has
  /// been there before, in a module that is only now imported, is not blamed.
  /// - Parameters:
  ///   - start: what was loaded.
  ///   - known: the modules that may be.
  ///   - moments: when what counts is loaded.
  ///   - isOwn: whether a file is the program's.
  /// - Returns: the statements, the costliest first.
  static func all(
    in start: StartLoads,
    beside known: Set<String>,
    _ moments: Set<LoadedModule.Moment>,
    isOwn: (String) -> Bool
  )
    -> [AddedImport]
  {
    struct Cause: Hashable {
      let site: CodeSite?, top: Int?
    }
    var groups: [Cause: [Int]] = [:]
    var isDirect: [Cause: Bool] = [:]
    for (index, module) in start.modules.enumerated()
    where moments.contains(module.moment) && !known.contains(module.name) {
      var first = index
      while let importer = start.modules[first].importer, !known.contains(start.modules[importer].name) {
        first = importer
      }
      let site = nearestSite(above: first, in: start, isOwn)
      // What none of the program's statements causes is told apart by what is loaded.
      let cause = Cause(site: site, top: site == nil ? first : nil)
      groups[cause, default: []].append(index)
      isDirect[cause, default: false] = isDirect[cause] == true || site == start.modules[first].site
    }
    return groups.map { cause, members in
      AddedImport(site: cause.site, members, in: start, isDirect: isDirect[cause] == true && cause.site != nil)
    }
    .sorted { ($0.time, $1.order) > ($1.time, $0.order) }
  }

  private init(site: CodeSite?, _ members: [Int], in start: StartLoads, isDirect: Bool) {
    let modules = members.map { start.modules[$0] }
    var times: [String: UInt64] = [:]
    for module in modules { times[module.library, default: 0] += module.selfTime }
    let costliest = times.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    let target = members.first { start.modules[$0].library == costliest } ?? members[0]
    self.init(
      site: site,
      chain: Self.chain(to: target, in: start),
      library: start.modules[target].distribution,
      module: start.modules[target].name,
      isDirect: isDirect,
      time: modules.reduce(0) { $0 + $1.selfTime },
      memory: modules.reduce(0) { $0 + $1.selfMemory },
      modules: Set(modules.map(\.name))
    )
  }

  private static func nearestSite(above first: Int, in start: StartLoads, _ isOwn: (String) -> Bool) -> CodeSite? {
    var index: Int? = first
    while let current = index {
      if let site = start.modules[current].site, isOwn(site.file) { return site }
      index = start.modules[current].importer
    }
    return nil
  }

  private static func chain(to target: Int, in start: StartLoads) -> [Link] {
    var chain: [Link] = []
    var index: Int? = target
    while let current = index {
      let module = start.modules[current]
      chain.insert(Link(site: module.site, module: module.name), at: 0)
      index = module.importer
    }
    return chain
  }

  private var order: String { "\(site?.file ?? ""):\(site?.line ?? 0) \(module)" }
}

extension LoadedModule {
  /// What it is counted to: the package that was installed, or its outermost one.
  fileprivate var library: String {
    distribution.kind == .installed ? distribution.name : String(name.prefix { $0 != "." })
  }
}
