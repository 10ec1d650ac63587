import Foundation
import Testing

@testable import Verification

struct `The bootstrap interval` {
  @Test func `needs six values`() {
    #expect(Bootstrap.interval(ofMedianOf: [1, 2, 3, 4, 5], confidence: 0.95) == nil)
    #expect(Bootstrap.interval(ofMedianOf: [1, 2, 3, 4, 5, 6], confidence: 0.95) != nil)
  }

  @Test func `does not depend on the order of the values`() {
    var noise = Noise(seed: 4)
    let values = (0..<21).map { _ in noise.next() }
    let interval = Bootstrap.interval(ofMedianOf: values, confidence: 0.95)
    #expect(Bootstrap.interval(ofMedianOf: values.reversed(), confidence: 0.95) == interval)
    #expect(Bootstrap.interval(ofMedianOf: values.sorted(), confidence: 0.95) == interval)
  }

  @Test(arguments: [7, 11, 15, 22, 30])
  func `is that of very many resamples`(_ count: Int) throws {
    var noise = Noise(seed: 7)
    let values = (0..<count).map { _ in noise.next() }.sorted()
    // The lower median of each resample, as the closed form has it for even numbers.
    let medians = (0..<4_000).map { _ in
      (0..<count).map { _ in values[Int(noise.generator.next() % UInt64(count))] }.sorted()[(count - 1) / 2]
    }.sorted()
    let tail = 0.025
    let exact = Bootstrap.lowerRank(count: count, tail: tail)
    let resampled = try #require(values.firstIndex(of: medians[Int(tail * 4_000)]))
    #expect(abs(exact - resampled) <= 1)
    #expect(exact < count / 2)
  }

  @Test func `is narrower for more values and wider for more confidence`() throws {
    var noise = Noise(seed: 9)
    let values = (0..<400).map { _ in noise.next() }
    func width(_ count: Int, _ confidence: Double) throws -> Double {
      let interval = try #require(Bootstrap.interval(ofMedianOf: Array(values.prefix(count)), confidence: confidence))
      return interval.upper - interval.lower
    }
    #expect(try width(400, 0.95) < width(20, 0.95))
    #expect(try width(100, 0.8) < width(100, 0.99))
  }

  @Test func `covers the true median about as often as it says`() throws {
    var noise = Noise(seed: 11)
    for count in [7, 8, 11, 21, 30] {
      let hits = (0..<2_000).filter { _ in
        let values = (0..<count).map { _ in noise.next() }
        guard let interval = Bootstrap.interval(ofMedianOf: values, confidence: 0.95) else { return false }
        return interval.lower <= 0 && interval.upper >= 0
      }
      #expect(Double(hits.count) / 2_000 > 0.94, "\(hits.count) of 2000 with \(count) values")
    }
  }

  @Test func `comes with the median and the ends`() {
    #expect(Summary(of: []) == nil)
    let odd = Summary(of: [3, 1, 2])
    #expect(odd?.median == 2 && odd?.minimum == 1 && odd?.maximum == 3 && odd?.count == 3)
    #expect(Summary(of: [4, 1, 2, 3])?.median == 2.5)
  }

  @Test func `of ratios is the same both ways round`() throws {
    let before = [10.0, 11, 12, 10, 11, 12, 10]
    let after = [5.0, 6, 5, 6, 5, 6, 5]
    let there = try #require(Comparison(before: before, after: after, confidence: 0.95))
    let back = try #require(Comparison(before: after, after: before, confidence: 0.95))
    #expect(abs(there.ratio * back.ratio - 1) < 1e-9)
    #expect(try abs(#require(there.interval).lower * #require(back.interval).upper - 1) < 1e-9)
    #expect(Comparison(before: [], after: [], confidence: 0.95) == nil)
    #expect(Comparison(before: [0], after: [0], confidence: 0.95)?.ratio == 1)
  }
}
