import Advice
import Recording
import Testing

@testable import ImportGraph

@Suite struct `A budget` {
  private static func check(
    of starts: [StartLoads] = [WrittenStart.start()],
    baseline: [StartLoads]? = nil,
    repeated: [String: RepeatedStarts] = [:],
    edit: (inout Budget) -> Void
  ) -> BudgetCheck {
    var budget = Budget()
    edit(&budget)
    let earlier = baseline.map { Baseline(origin: "base", python: "3.11.2", of: $0) }
    return BudgetCheck(starts, budget, baseline: earlier, repeated: repeated) { WrittenStart.isOwn($0) }
  }

  /// Each limit just kept, and just not.
  private static let limits: [(quantity: Budget.Quantity, limit: Budget.Limit, isKept: Bool)] = [
    (.initialization, .absolute(10), true), (.initialization, .absolute(9.99), false),
    (.memory, .absolute(36 * 1_048_576), true), (.memory, .absolute(35 * 1_048_576), false),
    (.modules, .absolute(7), true), (.modules, .absolute(6), false),
  ]

  @Test(arguments: limits) func `is kept up to its limit`(
    quantity: Budget.Quantity,
    limit: Budget.Limit,
    isKept: Bool
  ) {
    let check = Self.check(edit: { $0.set(quantity, limit) })
    #expect(check.breaches.isEmpty == isKept)
    #expect(check.measures.filter(\.isOver).map(\.quantity) == (isKept ? [] : [quantity]))
  }

  /// Against 100 ms in 10 ms of the interpreter, 6 MiB, 3 modules.
  private static let shares: [(quantity: Budget.Quantity, share: Double, isKept: Bool)] = [
    (.initialization, 1.01, true), (.initialization, 0.99, false), (.memory, 6.1, true), (.memory, 5.9, false),
    (.modules, 2.34, true), (.modules, 2.3, false),
  ]

  @Test(arguments: shares) func `may be a share of the baseline, on whatever machine that was recorded`(
    quantity: Budget.Quantity,
    share: Double,
    isKept: Bool
  ) {
    let earlier = WrittenStart.start(withReports: false, initialization: 100, interpreter: 10)
    let check = Self.check(baseline: [earlier], edit: { $0.set(quantity, .ofBaseline(share)) })
    #expect(check.breaches.isEmpty == isKept, "\(check.measures)")
  }

  @Test func `says nothing of an event that the baseline does not have`() {
    let check = Self.check(baseline: [WrittenStart.start("other.json")], edit: { $0.limits.modules = .ofBaseline(0.1) })
    #expect(check.breaches.isEmpty)
    #expect(check.measures.allSatisfy { $0.allowed == nil })
  }

  @Test func `leaves shares of a time to starts in turn, and an event with such a share to that alone`() {
    let earlier = WrittenStart.start(withReports: false, initialization: 10)
    let check = Self.check(
      baseline: [earlier],
      edit: {
        $0.limits.initialization = .absolute(1)
        $0.limits.modules = .ofBaseline(1)
        $0.events["order.json"] = Budget.Limits()
        $0.events["order.json"]?.initialization = .ofBaseline(1.1)
        $0.leavesRelativeTimes = true
      }
    )
    #expect(check.measures.filter(\.isOver).map(\.quantity) == [.modules])
  }

  @Test func `can be another one for an event`() {
    let starts = [WrittenStart.start("a"), WrittenStart.start("b")]
    let check = Self.check(
      of: starts,
      edit: {
        $0.limits.modules = .absolute(5)
        $0.limits.forbidden = ["numpy"]
        $0.events["b"] = Budget.Limits()
        $0.events["b"]?.modules = .absolute(50)
        $0.events["b"]?.forbidden = []
      }
    )
    #expect(check.breaches.map(\.events) == [["a"], ["a"]])
  }

  @Test func `names the worst event of all that exceed it`() {
    let starts = [WrittenStart.start("a", initialization: 300), WrittenStart.start("b", initialization: 900)]
    let check = Self.check(of: starts, edit: { $0.limits.initialization = .absolute(3) })
    #expect(check.breaches.map(\.events) == [["b", "a"]])
  }

  @Test(arguments: [(9.0, false), (10.5, true)]) func `is exceeded only where repeated starts agree`(
    lower: Double,
    isBroken: Bool
  ) {
    let repeated = RepeatedStarts(median: 11, lower: lower, upper: 12, count: 7)
    let check = Self.check(repeated: ["order.json": repeated], edit: { $0.limits.initialization = .absolute(10) })
    #expect(check.breaches.isEmpty != isBroken)
    let measure = check.measures.first { $0.quantity == .initialization }
    #expect(measure?.value == 220_000_000)
    #expect(measure?.interval == lower * 20_000_000...240_000_000)
  }

  @Test func `blames the first statement that is new, and not those that it wakes`() throws {
    let check = Self.check(
      baseline: [WrittenStart.start(withReports: false)],
      edit: { $0.limits.modules = .absolute(5) }
    )
    let breach = try #require(check.breaches.first)
    #expect(breach.isNew)
    let added = try #require(breach.imports.first)
    #expect(breach.imports.count == 1)
    #expect(added.site == WrittenStart.site("app.py", 5))
    #expect(added.library.name == "pandas" && added.module == "pandas" && added.isDirect)
    #expect(added.time == 131_000_000 && added.memory == 30 << 20 && added.moduleCount == 4)
    #expect(added.chain.map(\.module) == ["app", "shop.reports", "pandas"])
    #expect(
      added.chain.map(\.site) == [nil, WrittenStart.site("app.py", 5), WrittenStart.site("reports.py", 2)]
    )
  }

  @Test func `tells a library that has come to load more from a new statement`() throws {
    let earlier = StartLoads(
      event: "order.json",
      share: 1,
      interpreterTime: 20_000_000,
      initializationTime: 100_000_000,
      modules: WrittenStart.start().modules.filter { $0.name != "numpy" }
    )
    let check = Self.check(baseline: [earlier], edit: { $0.limits.modules = .absolute(5) })
    let added = try #require(check.breaches.first?.imports.first)
    #expect(added.module == "numpy" && !added.isDirect)
    // The nearest statement of the program's above it.
    #expect(added.site == WrittenStart.site("reports.py", 2))
  }

  @Test func `blames the costliest statements where there is no baseline`() throws {
    let check = Self.check(edit: { $0.limits.initialization = .absolute(1) })
    let breach = try #require(check.breaches.first)
    #expect(!breach.isNew)
    #expect(breach.imports.map(\.module) == ["pandas", "requests"])
    #expect(breach.imports.map(\.site) == [WrittenStart.site("reports.py", 2), WrittenStart.site("shop.py", 1)])
  }

  @Test(arguments: ["pandas", "Pandas", "numpy", "shop.reports", "pandas.io"])
  func `forbids libraries and modules by name`(name: String) throws {
    let check = Self.check(edit: { $0.limits.forbidden = [name, "panda", "absent"] })
    #expect(check.breaches.map(\.kind) == [.forbidden(name)])
    #expect(check.breaches.first?.events == ["order.json"])
    #expect(check.breaches.first?.imports.isEmpty == false)
  }

  @Test func `lets an answer load what is lazy, and not what is forbidden`() {
    let lib = WrittenStart.module(
      "boto3",
      of: WrittenStart.library("boto3"),
      by: nil,
      at: WrittenStart.site("app.py", 20),
      milliseconds: 70,
      .answer
    )
    let start = WrittenStart.start(withReports: false)
    let later = StartLoads(
      event: start.event,
      share: 1,
      interpreterTime: start.interpreterTime,
      initializationTime: start.initializationTime,
      modules: start.modules + [lib]
    )
    #expect(Self.check(of: [later], edit: { $0.limits.lazy = ["boto3"] }).breaches.isEmpty)
    let forbidden = Self.check(of: [later], edit: { $0.limits.forbidden = ["boto3"] })
    #expect(forbidden.breaches.map(\.kind) == [.forbidden("boto3")])
    #expect(forbidden.breaches.first?.imports.map(\.site) == [WrittenStart.site("app.py", 20)])
    #expect(Self.check(edit: { $0.limits.lazy = ["requests"] }).breaches.map(\.kind) == [.eager("requests")])
  }

  @Test func `has no statement to blame for what the environment loads`() throws {
    var modules = WrittenStart.start(withReports: false).modules
    modules.append(
      WrittenStart.module(
        "hook",
        of: WrittenStart.library("hook"),
        by: nil,
        at: WrittenStart.site("<string>", 1),
        .beforeProgram
      )
    )
    let start = StartLoads(
      event: "a",
      share: 1,
      interpreterTime: 1,
      initializationTime: 1,
      modules: modules
    )
    let check = Self.check(of: [start], edit: { $0.limits.forbidden = ["hook"] })
    #expect(try #require(check.breaches.first?.imports.first).site == nil)
  }
}

extension Budget {
  fileprivate mutating func set(_ quantity: Quantity, _ limit: Limit) {
    switch quantity {
    case .initialization: limits.initialization = limit
    case .memory: limits.memory = limit
    case .modules: limits.modules = limit
    }
  }
}
