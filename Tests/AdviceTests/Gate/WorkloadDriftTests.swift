import Advice
import Testing

@Suite struct `The drift of a workload` {
  private static let mixes: [(recorded: [String: Double], current: [String: Double], distance: Double)] = [
    (["a": 1], ["a": 70], 0), (["a": 1, "b": 1], ["a": 3, "b": 1], 0.5), (["a": 1], ["b": 5], 2),
    (["a": 8, "b": 2], ["a": 7, "b": 2, "c": 1], 0.2),
  ]

  @Test(arguments: mixes) func `is the sum of the absolute changes of the shares`(
    recorded: [String: Double],
    current: [String: Double],
    distance: Double
  ) {
    let drift = WorkloadDrift(from: recorded, to: current, limit: 1, origin: "counts")
    #expect(abs(drift.distance - distance) < 1e-9)
  }

  @Test func `is tolerated up to its limit, and names what has moved most first`() {
    let (recorded, current) = (["a": 50.0, "b": 30, "c": 20], ["a": 20.0, "b": 50, "d": 30])
    #expect(!WorkloadDrift(from: recorded, to: current, limit: 1.01, origin: "").isOutOfDate)
    let drift = WorkloadDrift(from: recorded, to: current, limit: 0.99, origin: "")
    #expect(drift.isOutOfDate)
    #expect(drift.changes.map(\.event).sorted() == ["a", "b", "c", "d"])
    #expect(Set(drift.changes.prefix(2).map(\.event)) == ["a", "d"])
    #expect(drift.changes.first { $0.event == "d" }?.recorded == 0)
  }
}
