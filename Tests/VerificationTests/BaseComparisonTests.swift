import Testing

@testable import Verification

@Suite struct `A comparison with an earlier revision` {
  private static func comparison(_ ratios: [Double], limit: Double) throws -> BaseComparison {
    let before = ratios.map { _ in 0.1 }
    let measured = try #require(Comparison(before: before, after: ratios.map { $0 * 0.1 }, confidence: 0.95))
    return BaseComparison(event: "a", limit: limit, outcome: .measured(measured))
  }

  private static let cases: [(ratios: [Double], limit: Double, verdict: BaseComparison.Verdict)] = [
    ([1.2, 1.21, 1.22, 1.23, 1.24, 1.25, 1.26], 1, .regression),
    ([1.2, 1.21, 1.22, 1.23, 1.24, 1.25, 1.26], 1.1, .regression),
    // All of it above what was, and not above what is allowed.
    ([1.2, 1.21, 1.22, 1.23, 1.24, 1.25, 1.26], 1.22, .slower),
    ([0.9, 0.95, 1, 1.02, 1.1, 1.2, 1.3], 1, .noDifference),
    ([0.9, 0.91, 0.92, 0.93, 0.94, 0.95, 0.96], 1, .faster),
    // Faster, and not by as much as is asked for.
    ([0.9, 0.91, 0.92, 0.93, 0.94, 0.95, 0.96], 0.5, .regression),
    // Too few for an interval.
    ([2, 2, 2], 1, .unknown),
  ]

  @Test(arguments: cases) func `is a regression only if its whole interval exceeds what is allowed`(
    ratios: [Double],
    limit: Double,
    verdict: BaseComparison.Verdict
  ) throws {
    #expect(try Self.comparison(ratios, limit: limit).verdict == verdict)
  }

  @Test func `of what fails there tells nothing`() {
    #expect(BaseComparison(event: "a", limit: 1, outcome: .baseFails("KeyError")).verdict == .unknown)
    #expect(BaseComparison(event: "a", limit: 1, outcome: .noTime).verdict == .unknown)
  }
}
