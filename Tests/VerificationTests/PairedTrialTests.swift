import Foundation
import Testing
import Verification

struct `A paired trial` {
  /// A program whose time has a median, a noise that may be heavy-tailed, and a drift common to both variants.
  struct Synthetic {
    var effect = 1.0
    var noise = 0.02
    var outliers = 0.0
    var drift = 0.0

    func trial(seed: UInt64, rule: StoppingRule = StoppingRule()) throws -> TrialResult<Double> {
      var random = Noise(seed: seed)
      var count = 0
      func measure(_ scale: Double) -> Double {
        count += 1
        let isOutlier = Double.random(in: 0..<1, using: &random.generator) < outliers
        let slowness = isOutlier ? 1 + Double.random(in: 0..<2, using: &random.generator) : 1
        return 0.1 * scale * slowness * exp(noise * random.next() + drift * Double(count))
      }
      var trial = PairedTrial()
      trial.rule = rule
      trial.timeBudget = nil
      return try #require(trial.run(before: { measure(1) }, after: { measure(effect) }, figure: { $0 }))
    }

    func decisions(_ trials: Int, rule: StoppingRule = StoppingRule()) throws -> [Decision: Double] {
      let all = try (0..<trials).map { try trial(seed: UInt64($0) &* 7919 &+ 3, rule: rule).decision }
      return Dictionary(grouping: all) { $0 }.mapValues { Double($0.count) / Double(trials) }
    }
  }

  // The standard error of the shares is below 0.3 %.
  static let trials = 3_000

  @Test(arguments: [
    Synthetic(), Synthetic(noise: 0.002), Synthetic(noise: 0.1), Synthetic(outliers: 0.2), Synthetic(drift: 0.002),
  ])
  func `calls hardly ever faster or slower what is the same`(_ program: Synthetic) throws {
    let shares = try program.decisions(Self.trials)
    #expect(shares[.faster, default: 0] <= 0.025)
    #expect(shares[.slower, default: 0] <= 0.025)
  }

  @Test(arguments: [(5, 60), (7, 15), (10, 100)])
  func `does so with other numbers of pairs too`(_ minimum: Int, _ maximum: Int) throws {
    var rule = StoppingRule()
    rule.minimumPairs = minimum
    rule.maximumPairs = maximum
    let shares = try Synthetic(noise: 0.01).decisions(1_500, rule: rule)
    #expect(shares[.faster, default: 0] <= 0.03)
  }

  @Test func `finds an effect of five percent under a noise of two`() throws {
    let faster = try Synthetic(effect: 0.95).decisions(1_000)
    let slower = try Synthetic(effect: 1.05).decisions(1_000)
    #expect(faster[.faster, default: 0] > 0.97)
    #expect(slower[.slower, default: 0] > 0.97)
    #expect(faster[.slower, default: 0] == 0)
  }

  @Test func `tells how large the effect is`() throws {
    let covering = try (0..<500).filter { seed in
      let result = try Synthetic(effect: 0.7, noise: 0.05, outliers: 0.1).trial(seed: UInt64(seed) &+ 90_000)
      let interval = try #require(result.comparison.interval)
      return interval.lower <= 0.7 && interval.upper >= 0.7
    }
    #expect(covering.count > 475)
  }

  @Test func `stops early when the answer is clear`() throws {
    #expect(try Synthetic(effect: 0.5, noise: 0.01).trial(seed: 1).pairs.count == 7)
    let same = try Synthetic(noise: 0.002).trial(seed: 2)
    #expect(same.decision == .noDifference)
    #expect(same.pairs.count <= 11)
  }

  @Test func `admits that it cannot tell`() throws {
    let result = try Synthetic(noise: 0.5).trial(seed: 3)
    #expect(result.decision == .undecided)
    #expect(result.pairs.count == 30)
  }

  @Test func `alternates the order within the pairs`() throws {
    var order = ""
    var trial = PairedTrial()
    trial.warmUpPairs = 0
    trial.rule.minimumPairs = 6
    trial.rule.maximumPairs = 6
    _ = trial.run(
      before: { () -> Double in
        order += "A"
        return 1
      },
      after: { () -> Double in
        order += "B"
        return 1
      },
      figure: { $0 }
    )
    #expect(order == "ABBAABBAABBA")
  }

  @Test func `keeps the warm-up out of the result`() throws {
    var runs = 0.0
    func measure() -> Double {
      runs += 1
      return runs
    }
    var trial = PairedTrial()
    trial.warmUpPairs = 2
    trial.rule.maximumPairs = 7
    let result = try #require(trial.run(before: measure, after: measure, figure: { $0 }))
    #expect(runs == 18)
    #expect(result.pairs.map(\.before).min() == 5)
  }

  @Test func `ends when its time is spent`() throws {
    var elapsed = Duration.zero
    func measure() -> Double {
      elapsed += .seconds(1)
      return 1
    }
    var trial = PairedTrial()
    trial.timeBudget = .seconds(9)
    let result = try #require(trial.run(before: measure, after: measure, figure: { $0 }, elapsed: { elapsed }))
    #expect(result.pairs.count == 4)
    #expect(result.isTimeSpent)
    #expect(result.decision == .undecided)
    #expect(result.comparison.interval == nil)
    trial.timeBudget = .seconds(1)
    #expect(trial.run(before: measure, after: measure, figure: { $0 }, elapsed: { elapsed }) == nil)
  }

  @Test func `passes on what a measurement throws`() {
    struct Broken: Error {}
    func measure() throws(Broken) -> Double { throw Broken() }
    #expect(throws: Broken.self) { try PairedTrial().run(before: measure, after: measure, figure: { $0 }) }
  }

  @Test func `looks at few fixed numbers of pairs`() {
    var rule = StoppingRule()
    #expect(rule.looks == [7, 10, 15, 22, 30])
    #expect(abs(rule.confidenceOfLook - 0.99) < 1e-12)
    rule.minimumPairs = 40
    #expect(rule.looks == [40])
    rule.maximumPairs = 0
    rule.minimumPairs = 0
    #expect(rule.looks == [1])
  }
}
