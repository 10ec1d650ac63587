internal import Advice
internal import ImportGraph
internal import Recording

/// What a start takes now, with the plan, and at least; and what it is spent on.
struct PageSummary: Encodable {
  /// One start, or the average of all.
  struct Start: Encodable {
    /// The event; empty for the average.
    let event: String
    /// Its share of all events.
    let share: Double
    let now: Int, planned: Int, floor: Int
    let modulesNow: Int, modulesPlanned: Int, modulesFloor: Int
    let memoryNow: Int64, memoryFloor: Int64
  }

  /// A part of the average start.
  struct Expense: Encodable {
    enum Kind: String, Encodable {
      case interpreter, own, library, standardLibrary, answer, other
    }

    let name: String
    let kind: Kind
    /// The time, and what of it is spent on modules that the event could be answered without.
    let time: Int, avoidable: Int
  }

  let average: Start
  let starts: [Start]
  let initialization: Int
  let expenses: [Expense]

  init(_ recording: Recording, _ graph: ImportGraph, _ plan: Plan) {
    initialization = microseconds(graph.initializationTime)
    starts = graph.runs.indices.map { run in
      let (loads, prediction) = (plan.loads[run], plan.predictions[run])
      func memory(_ modules: Set<Int>) -> Int64 { modules.reduce(0) { $0 + graph.modules[$1].selfMemory } }
      return Start(
        event: graph.runs[run].event,
        share: graph.runs[run].share,
        now: microseconds(prediction.recorded),
        planned: microseconds(prediction.expected),
        floor: microseconds(prediction.floor),
        modulesNow: loads.now.count,
        modulesPlanned: loads.planned.count,
        modulesFloor: loads.floor.count,
        memoryNow: memory(loads.now),
        memoryFloor: memory(loads.floor)
      )
    }
    average = Self.average(of: starts)
    expenses = Self.expenses(graph, plan, answer: Self.answerTime(recording), total: average.now)
  }

  private static func average(of starts: [Start]) -> Start {
    func mean(_ value: (Start) -> Int) -> Int {
      Int(starts.reduce(0) { $0 + Double(value($1)) * $1.share }.rounded())
    }
    return Start(
      event: "",
      share: 1,
      now: mean(\.now),
      planned: mean(\.planned),
      floor: mean(\.floor),
      modulesNow: mean(\.modulesNow),
      modulesPlanned: mean(\.modulesPlanned),
      modulesFloor: mean(\.modulesFloor),
      memoryNow: Int64(mean { Int($0.memoryNow) }),
      memoryFloor: Int64(mean { Int($0.memoryFloor) })
    )
  }

  /// Nanoseconds that the answers take on the average, without the modules that are loaded for them.
  private static func answerTime(_ recording: Recording) -> Double {
    let weight = recording.runs.reduce(0) { $0 + $1.weight }
    let sum = recording.runs.reduce(0.0) { sum, run in
      guard let process = run.processes.first else { return sum }
      let answers = process.phases.filter { $0.kind == .invocation }
      let time = answers.reduce(0.0) { $0 + Double($1.ended - min($1.ended, $1.began)) }
      let loads = process.loads.filter { process.kind(ofPhase: $0.phase) == .invocation }
      return sum + run.weight * max(0, time - loads.reduce(0.0) { $0 + Double($1.selfTime) })
    }
    return sum / max(weight, 1e-9)
  }

  private static let mostLibraries = 6

  private static func expenses(_ graph: ImportGraph, _ plan: Plan, answer: Double, total: Int) -> [Expense] {
    var times: [Distribution: (all: Double, avoidable: Double)] = [:]
    for (run, loads) in zip(graph.runs, plan.loads) {
      for index in loads.now.sorted() {
        let module = graph.modules[index]
        let time = Double(module.selfTime) * run.share
        times[module.distribution, default: (0, 0)].all += time
        if !loads.floor.contains(index) { times[module.distribution, default: (0, 0)].avoidable += time }
      }
    }
    func sum(_ name: String, _ kind: Expense.Kind, _ owners: some Sequence<Distribution>) -> Expense {
      let parts = owners.compactMap { times[$0] }
      return Expense(
        name: name,
        kind: kind,
        time: microseconds(parts.reduce(0) { $0 + $1.all }),
        avoidable: microseconds(parts.reduce(0) { $0 + $1.avoidable })
      )
    }
    let owners = times.keys.sorted { (times[$0]?.all ?? 0, $1) > (times[$1]?.all ?? 0, $0) }
    let libraries = owners.filter { $0.kind == .installed }
    let others = libraries.dropFirst(mostLibraries)
    var expenses = [
      Expense(name: "Python itself", kind: .interpreter, time: microseconds(graph.startup.time), avoidable: 0),
      sum("your own modules", .own, owners.filter { $0.kind == .firstParty || $0.kind == .unknown }),
      sum("Python’s standard library", .standardLibrary, owners.filter { $0.kind == .standardLibrary }),
      Expense(name: "the answer", kind: .answer, time: microseconds(answer), avoidable: 0),
    ]
    expenses += libraries.prefix(mostLibraries).map { sum($0.description, .library, [$0]) }
    if !others.isEmpty {
      expenses.append(sum(others.count == 1 ? "1 more library" : "\(others.count) more libraries", .library, others))
    }
    let rest = total - expenses.reduce(0) { $0 + $1.time }
    expenses.append(Expense(name: "everything else", kind: .other, time: max(0, rest), avoidable: 0))
    return expenses.filter { $0.time > 0 }.sorted { ($0.time, $1.name) > ($1.time, $0.name) }
  }
}
