public import ImportGraph
internal import PythonSyntax
internal import SourceText

/// Chooses what to change: the names whose deferral saves most, over all recorded events.
///
/// Names that an event reaches cannot be deferred in it: the import would only come later. How the choice is made is
/// `PlanSearch`'s.
public struct Planner {
  /// What a changed name must at least bring: nanoseconds per start.
  ///
  /// The names in one file of a package that ships with the program need bring it only together: such a patch has to be kept up
  /// with the package's versions, file by file.
  public var costOfChange = Self.usualCost
  /// Most names to change; nil for as many as pay.
  public var maximumChanges: Int?
  /// What an import that must stay must at least be worth to be reported: a share of the initialization.
  public var reportedShare = 0.01
  /// What starts of patched programs have loaded against expectation.
  ///
  /// The bound stays what the recording tells: with other changes it might not be so.
  public var unexpected = UnexpectedLoads() {
    didSet {
      if unexpected != oldValue { model = Self.model(graph, narrowed, strategies, unexpected: unexpected) }
    }
  }

  private let graph: ImportGraph
  /// What the recording tells.
  private let recorded: LoadModel
  /// The same, with what was learned since.
  private var model: LoadModel
  private let narrowed: [StatementReference: [Int]]
  private let reasons: [StatementReference: Reason]
  private let reliances: ImplicitSubmodules
  /// What imports that become lazy set as attributes of packages all the same.
  private let published: [StatementReference: [Int]]
  private let strategies: [StatementReference: PlannedChange.Strategy]
  private let definitions: [StatementReference: Definition]
  private let companions: CompanionImports
  private let cautions: [StatementReference: Reason]
  private let review: LoadingReview
  private let rehearsal: ImportRehearsal
  /// Whether the imports of packages wait by the keyword, or the list, of Python 3.15.
  private let isLazy: Bool

  /// Prepares the choice.
  ///
  /// - Parameters:
  ///   - graph: the joined evidence.
  ///   - form: in which form imports wait.
  ///   - recipes: what is known about the packages.
  ///   - allowsUnsafe: whether names are changed although the program may behave otherwise then.
  ///   - unwritable: why no patch can be written for a name by a strategy, or nil; asked for every name that hazards allow.
  public init(
    _ graph: ImportGraph,
    form: ImportForm = ImportForm(),
    recipes: RecipeBook = .empty,
    allowsUnsafe: Bool = false,
    unwritable: @Sendable (StatementReference, PlannedChange.Strategy) -> Reason?
  ) {
    self.graph = graph
    isLazy = form.lazyStrategy(isPackaged: true) != nil
    let statements = LoadModel.statements(of: graph)
    let evidence = Evidence(graph, recipes, allowsUnsafe: allowsUnsafe)
    var reasons: [StatementReference: Reason] = [:]
    var strategies: [StatementReference: PlannedChange.Strategy] = [:]
    var cautions: [StatementReference: Reason] = [:]
    let choices = statements.concurrentMap { statement in
      CandidateImport(statement, in: graph).map { StrategyChoice($0, in: evidence, form, unwritable: unwritable) }
    }
    var definitions: [StatementReference: Definition] = [:]
    for (statement, choice) in zip(statements, choices) {
      strategies[statement] = choice?.strategy
      reasons[statement] = choice?.reason
      definitions[statement] = choice?.definition
      cautions[statement] = choice?.caution
    }
    let narrowed = definitions.mapValues(evidence.definitions.modules)
    self.narrowed = narrowed
    self.definitions = definitions
    companions = CompanionImports(statements, strategies, evidence.origins)
    companions.keepTogether(&reasons, graph.project)
    rehearsal = ImportRehearsal(graph, evidence.origins, evidence.paths, narrowed: definitions)
    review = LoadingReview(evidence, narrowed: narrowed)
    recorded = Self.model(graph, narrowed, strategies)
    model = recorded
    reliances = evidence.implicitSubmodules
    published = Dictionary(
      uniqueKeysWithValues: strategies.filter { $0.value == .lazyKeyword || $0.value == .lazyModules }.keys.compactMap {
        name in
        CandidateImport(name, in: graph).map { (name, evidence.implicitSubmodules.published(by: $0, evidence.names)) }
      }
    )
    self.reasons = reasons
    self.strategies = strategies
    self.cautions = cautions
  }

  private static func model(
    _ graph: ImportGraph,
    _ narrowed: [StatementReference: [Int]],
    _ strategies: [StatementReference: PlannedChange.Strategy],
    unexpected: UnexpectedLoads = UnexpectedLoads()
  ) -> LoadModel {
    var model = LoadModel(graph, narrowed: narrowed, unexpected: unexpected)
    model.spare(graph.runs) { statement, run in
      switch strategies[statement] {
      case .local: run.spared.contains(statement)
      case .lazyKeyword, .lazyModules: run.unread.contains(statement)
      default: false
      }
    }
    return model
  }

  /// The plan.
  public func plan() -> Plan {
    let sound = search()
    let (found, reasons) = (sound.found, sound.reasons)
    let chosenNames = model.statements.indices.filter { found.choice[$0] }.map { model.statements[$0] }
    // What a choice takes along comes first: a support may be there for that, and would take it along as well.
    let leaders = companions.leaders(of: chosenNames).merging(sound.supports) { own, _ in own }
      .merging(companions.leaders(of: chosenNames + sound.supports.keys.sorted())) { own, _ in own }
    let chosen = model.statements.indices.filter {
      found.choice[$0] || leaders[model.statements[$0]] != nil
    }
    let before = recorded.cost(changing: model.nothing)
    let after = model.cost(changing: found.choice)
    let groups = ChangeGroups(model, found.choice).groups
    let returned = ReturnedModules(model, found.choice)
    let changes = chosen.map { statement in
      PlannedChange(
        statement: model.statements[statement],
        strategy: strategies[model.statements[statement]] ?? .local,
        isLate: isLate(model.statements[statement]),
        definition: definitions[model.statements[statement]],
        applicability: applicability(of: model.statements[statement], sound),
        marginalGain: returned.time(without: [statement]),
        group: group(of: model.statements[statement], leaders, groups)
      )
    }
    let changed = Set(changes.map(\.statement))
    let allowed = model.statements.map { reasons[$0] == nil }
    let loads = graph.runs.indices.map { run in
      EventLoads(
        event: graph.runs[run].event,
        now: modules(loadedIn: run, of: recorded, changing: model.nothing),
        planned: modules(loadedIn: run, of: model, changing: found.choice),
        floor: modules(loadedIn: run, of: recorded, changing: allowed)
      )
    }
    return Plan(
      changes: changes,
      groups: groups.map { PlannedGroup(gain: returned.time(without: $0)) },
      refusals: refusals(beside: found.choice, reasons),
      noWins: noWins(beside: changed, reasons),
      expectedGain: before - after,
      predictions: graph.runs.indices.map { run in
        func time(_ model: LoadModel, _ choice: [Bool]) -> Double {
          model.time(in: model.events[run], changing: choice)
        }
        return StartPrediction(
          graph.runs[run],
          before: time(recorded, model.nothing),
          after: time(model, found.choice),
          floor: time(recorded, allowed)
        )
      },
      optimalityGap: found.gap,
      mustLoad: loads.map(mustLoad),
      loads: loads,
      fates: ModuleFate.all(of: graph, loads),
      unexpected: unexpected
    )
  }

  /// Why a module is loaded, event by event.
  public func explanation(of module: Module) -> Explanation {
    Explainer(graph: graph, model: model, reasons: search().reasons).explanation(of: module)
  }

  /// A choice that holds as a whole.
  private struct SoundChoice {
    var found: PlanSearch.Result
    /// What waits although it brings nothing, each with the change that could not be made without it.
    var supports: [StatementReference: StatementReference] = [:]
    /// What the whole of the changes may alter, as the user allows.
    var cautions: [StatementReference: Reason] = [:]
    /// What was found to stand against others.
    var reasons: [StatementReference: Reason]
  }

  /// The best choice that holds as a whole.
  private func search() -> SoundChoice {
    var reasons = reasons
    while true {
      let isAllowed = model.statements.map { reasons[$0] == nil }
      let search = PlanSearch(model: model, prices: prices, isAllowed: isAllowed)
      var choice = SoundChoice(found: search.best(atMost: maximumChanges), reasons: reasons)
      let flaws = flaws(of: &choice)
      if flaws.isEmpty { return choice }
      reasons.merge(flaws) { first, _ in first }
      companions.keepTogether(&reasons, graph.project)
    }
  }

  /// What stands against changes only because of the others, or because others stay; what could wait as well so that they
  /// can, is added to the choice.
  private func flaws(of choice: inout SoundChoice) -> [StatementReference: Reason] {
    let chosen = model.statements.indices.filter { choice.found.choice[$0] }
    let returned = ReturnedModules(model, choice.found.choice)
    let gains = chosen.map { returned.time(without: [$0]) }
    let ordered = zip(gains, chosen).sorted { $0 < $1 }.map { model.statements[$0.1] }
    var changes = companions.leaders(of: ordered).keys.sorted() + ordered
    let reasons = choice.reasons
    let outcome = rehearsal.outcome(of: changes) { reasons[$0] == nil && strategies[$0] != nil }
    if !outcome.reasons.isEmpty { return outcome.reasons }
    choice.supports = outcome.supports
    changes = outcome.supports.keys.sorted() + changes
    let missed = review.findings(on: companions.leaders(of: changes).keys.sorted() + changes)
    if !missed.reasons.isEmpty { return missed.reasons }
    choice.cautions = missed.cautions
    // Whatever brings back what somebody relies on will do: of the changes that take it away, the one that gains least stays.
    var reliant: [Reason: StatementReference] = [:]
    let changed = Set(changes)
    let published = published.filter { changed.contains($0.key) }
    for statement in ordered {
      guard
        let reason = reliances.reason(
          against: statement,
          graph,
          model,
          choice.found.choice,
          publishing: published
        )
      else { continue }
      if reliant[reason] == nil { reliant[reason] = statement }
    }
    return Dictionary(reliant.map { ($1, $0) }) { first, _ in first }
  }

  private var prices: ChangePrices {
    // No single file takes much, and all of them together may take most of the start; nobody reads a package's patch line by line.
    let least = Double(graph.initializationTime) * (isLazy ? Self.shareOfLazyFile : Self.shareOfFile)
    let file = costOfChange > Self.usualCost ? Double(costOfChange) : min(Double(costOfChange), least)
    let files = model.paths.map { graph.project.package(of: $0) != nil ? file : 0 }
    return ChangePrices(
      names: model.files.map { files[$0] > 0 ? file * Self.shareOfName : Double(costOfChange) },
      files: files
    )
  }

  /// What the changes in a file of a package must bring, of the start, if that is less than `costOfChange` and the user asks for
  /// no more than usual.
  private static let shareOfFile = 0.001
  /// The same where a word before the import is all that changes: then no change stands in another one's way, where of moved
  /// imports many small ones can cost a large one.
  private static let shareOfLazyFile = 0.0002
  private static let usualCost: Int64 = 1_000_000
  /// What one more name in a file of a package costs, of what the file does.
  private static let shareOfName = 0.1

  /// The group of a change: its own, or that of the change that it goes along with.
  private func group(
    of statement: StatementReference,
    _ leaders: [StatementReference: StatementReference],
    _ groups: [[Int]]
  ) -> Int {
    var statement = statement
    var seen: Set<StatementReference> = []
    while seen.insert(statement).inserted {
      if let group = groups.firstIndex(where: { $0.contains { model.statements[$0] == statement } }) { return group }
      statement = leaders[statement] ?? statement
    }
    return 0
  }

  private func applicability(of statement: StatementReference, _ choice: SoundChoice) -> Applicability {
    guard let caution = cautions[statement] ?? choice.cautions[statement] else { return .safe }
    return .unsafe(because: "\(caution)")
  }

  /// Whether some event calls a function that needs the name, but not where it needs it.
  private func isLate(_ statement: StatementReference) -> Bool {
    strategies[statement] == .local && graph.runs.contains { $0.spared.contains(statement) }
  }

  /// What would be changed besides if nothing stood against it; each with what the start would lose without it.
  private func refusals(beside choice: [Bool], _ reasons: [StatementReference: Reason]) -> [PlanRefusal] {
    let prices = prices
    var ideal = choice
    for event in model.events {
      let cut = model.minimumCut(for: event, weight: 1, prices: prices.names, openings: prices.files)
      for statement in cut.changes { ideal[statement] = true }
    }
    let threshold = max(Double(graph.initializationTime) * reportedShare, Double(costOfChange))
    let returned = ReturnedModules(model, ideal)
    return model.statements.indices.compactMap { statement -> PlanRefusal? in
      guard ideal[statement], let reason = reasons[model.statements[statement]] else { return nil }
      let gain = returned.time(without: [statement])
      guard gain >= threshold else { return nil }
      return PlanRefusal(statement: model.statements[statement], potentialGain: gain, reason: reason)
    }
    .sorted { ($0.potentialGain, $1.statement) > ($1.potentialGain, $0.statement) }
  }

  private func noWins(
    beside changed: Set<StatementReference>,
    _ reasons: [StatementReference: Reason]
  ) -> [NoWin] {
    let leastGain = Double(costOfChange)
    let collector = NoWinCollector(
      graph: graph,
      threshold: max(Double(graph.initializationTime) * reportedShare, leastGain),
      leastGain: leastGain,
      changed: changed
    )
    return collector.noWins(among: model.statements.filter { reasons[$0] == nil })
  }

  private func mustLoad(_ loads: EventLoads) -> MustLoad {
    let (now, floor) = (loads.now.map { graph.modules[$0] }, loads.floor.map { graph.modules[$0] })
    return MustLoad(
      event: loads.event,
      moduleCount: floor.count,
      time: floor.reduce(0) { $0 + $1.selfTime },
      timeNow: now.reduce(0) { $0 + $1.selfTime },
      memory: floor.reduce(0) { $0 + $1.selfMemory },
      memoryNow: now.reduce(0) { $0 + $1.selfMemory }
    )
  }

  private func modules(loadedIn run: Int, of model: LoadModel, changing choice: [Bool]) -> Set<Int> {
    let isLoaded = model.loaded(in: model.events[run], changing: choice)
    return Set(graph.modules.lazy.map(\.index).filter { isLoaded[$0] && $0 != ImportGraph.entry })
  }
}
