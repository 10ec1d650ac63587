/// What a change under review touches: the files as they are with it, and their lines that are part of its diff.
public struct ReviewedChange: Sendable {
  /// The commit that the change began at, the one it is to be merged into, and its own last one.
  public var base: String, target: String, head: String
  /// The files by their path from the repository's folder on, without those that it removes.
  public var files: [String: ReviewedFile]

  /// Describes a change.
  ///
  /// - Parameters:
  ///   - base: the commit that it began at.
  ///   - target: the commit that it is to be merged into.
  ///   - head: its last commit.
  ///   - files: what it touches.
  public init(base: String, target: String, head: String, files: [ReviewedFile]) {
    (self.base, self.target, self.head) = (base, target, head)
    self.files = Dictionary(files.map { ($0.path, $0) }) { first, _ in first }
  }
}

/// A file that a change touches.
public struct ReviewedFile: Sendable, Hashable {
  /// Lines that follow one another and are shown together, unchanged ones among them.
  public struct Hunk: Sendable, Hashable {
    /// The number of its first line, counted from 1.
    public let first: Int
    /// For each of its lines the one it was before the change; nil for an added one.
    public let oldNumbers: [Int?]

    /// Describes a hunk.
    public init(first: Int, oldNumbers: [Int?]) {
      self.first = first
      self.oldNumbers = oldNumbers
    }

    /// Its lines.
    var lines: Range<Int> { first..<(first + oldNumbers.count) }
    /// What a line was before; nil for an added one, and for one that is not the hunk's.
    func oldNumber(of line: Int) -> Int? { lines.contains(line) ? oldNumbers[line - first] : nil }
    /// Whether the change added a line.
    func adds(_ line: Int) -> Bool { lines.contains(line) && oldNumbers[line - first] == nil }
  }

  /// Its path from the repository's folder on, and the one that it had before.
  public let path: String, oldPath: String
  /// What the diff shows of it, from the top; empty for a file that was only renamed.
  public let hunks: [Hunk]
  /// Whether git shows no lines of it, as of a file that `.gitattributes` calls binary.
  public let isOpaque: Bool

  /// Describes a file.
  public init(path: String, oldPath: String? = nil, hunks: [Hunk], isOpaque: Bool = false) {
    (self.path, self.oldPath) = (path, oldPath ?? path)
    (self.hunks, self.isOpaque) = (hunks, isOpaque)
  }

  /// A file that is new as a whole.
  ///
  /// - Parameters:
  ///   - path: its path from the repository's folder on.
  ///   - lineCount: how many lines it has.
  public init(added path: String, lineCount: Int) {
    let hunk = Hunk(first: 1, oldNumbers: [Int?](repeating: nil, count: lineCount))
    self.init(path: path, hunks: lineCount == 0 ? [] : [hunk])
  }

  /// Whether the change wrote one of some lines; of a file without lines nothing else can be said.
  func touches(_ lines: Range<Int>) -> Bool { isOpaque || addedLines(in: lines) != nil }

  /// The first lines among some that the change added and that follow one another.
  func addedLines(in lines: Range<Int>) -> Range<Int>? {
    for hunk in hunks {
      guard let first = hunk.lines.clamped(to: lines).first(where: hunk.adds) else { continue }
      let end = (first..<lines.upperBound).first { !hunk.adds($0) } ?? lines.upperBound
      return first..<end
    }
    return nil
  }

  /// The hunk that holds all of some lines.
  func hunk(holding lines: Range<Int>) -> Hunk? {
    hunks.first { $0.lines.lowerBound <= lines.lowerBound && lines.upperBound <= $0.lines.upperBound }
  }
}
