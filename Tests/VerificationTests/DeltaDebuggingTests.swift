import Testing
import Verification

struct `Delta debugging` {
  /// Sets of parts each of which fails, and what is to be found among ten parts.
  @Test(arguments: [[[3]], [[0]], [[9]], [[2, 7]], [[0, 9]], [[1, 4, 8]], [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]]])
  func `finds the parts that fail only together`(_ guilty: [[Int]]) {
    let found = Self.find(guilty, among: 10)
    #expect(found?.parts == guilty[0])
    #expect(found?.failure == guilty[0])
  }

  @Test(arguments: [[[3], [6]], [[1, 2], [5]], [[0, 8], [3, 4]]])
  func `finds one of several causes`(_ guilty: [[Int]]) throws {
    let found = try #require(Self.find(guilty, among: 10))
    #expect(guilty.contains(found.parts))
  }

  @Test func `finds nothing where nothing fails`() {
    #expect(Self.find([], among: 10) == nil)
    #expect(Self.find([[11]], among: 10) == nil)
    #expect(Self.find([[0]], among: 0) == nil)
  }

  @Test func `needs few tries for one culprit among many`() {
    var tries = 0
    let found = DeltaDebugging.smallestFailure(among: Array(0..<256)) { parts in
      tries += 1
      return parts.contains(200) ? true : nil
    }
    #expect(found?.parts == [200])
    #expect(tries <= 20)
  }

  /// Whatever is found fails, and holds without any one of its parts.
  @Test(arguments: 0..<200) func `finds a smallest set`(_ seed: UInt64) throws {
    var noise = SplitMix(state: seed)
    let guilty = (0..<3).map { _ in Set((0..<4).map { _ in Int.random(in: 0..<20, using: &noise) }).sorted() }
    let found = try #require(Self.find(guilty, among: 20))
    func fails(_ parts: [Int]) -> Bool { guilty.contains { Set($0).isSubset(of: parts) } }
    #expect(fails(found.parts))
    for part in found.parts { #expect(!fails(found.parts.filter { $0 != part })) }
  }

  private static func find(_ guilty: [[Int]], among count: Int) -> (parts: [Int], failure: [Int])? {
    DeltaDebugging.smallestFailure(among: Array(0..<count)) { parts in
      guilty.first { Set($0).isSubset(of: parts) }
    }
  }
}
