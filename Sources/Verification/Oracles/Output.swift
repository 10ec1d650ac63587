public import Launching

/// Tells whether a program still does the same, by comparing how it ended and what it printed.
public struct OutputOracle: Hashable, Sendable {
  /// Whether the standard output matters.
  public var comparesStandardOutput = true
  /// Whether the standard error matters.
  public var comparesStandardError = true
  /// What may differ in a line of either stream.
  public var ignored: [IgnoredOutput] = []

  /// Makes an oracle that compares everything.
  public init() {}

  /// An outcome, and the folder of the shadow copy the program ran in (`ShadowCopy.folder`), if it did.
  public struct Run: Hashable, Sendable {
    /// How the program ended, and what it printed.
    public var outcome: Outcome
    /// A path that stands for a placeholder wherever the program prints it; nil for none.
    public var folder: String?

    /// Makes a run of its parts.
    public init(_ outcome: Outcome, in folder: String? = nil) {
      self.outcome = outcome
      self.folder = folder
    }
  }

  /// The first thing in which two runs differ.
  public enum Difference: Hashable, Sendable {
    /// The program ended otherwise.
    case termination(expected: Termination, actual: Termination)
    /// It printed something else: the number of the line, from 1, and both lines, nil where the output is over.
    case line(stream: Stream, number: Int, expected: String?, actual: String?)
  }

  /// One of the streams a program prints to.
  public enum Stream: String, Hashable, Sendable {
    /// What is meant for the next program.
    case standardOutput = "standard output"
    /// What is meant for people.
    case standardError = "standard error"
  }

  /// The first thing in which two runs differ; nil if nothing does that matters.
  public func firstDifference(expected: Run, actual: Run) -> Difference? {
    if expected.outcome.termination != actual.outcome.termination {
      return .termination(expected: expected.outcome.termination, actual: actual.outcome.termination)
    }
    return streams.lazy.compactMap { stream in
      let first = text(of: stream, in: expected)
      let second = text(of: stream, in: actual)
      return first == second ? nil : Self.firstDifference(in: stream, first, second)
    }.first
  }

  /// An oracle that leaves out the streams in which runs of the same program differ among themselves.
  public static func stable(among runs: [Run], ignoring ignored: [IgnoredOutput] = []) -> OutputOracle {
    var oracle = OutputOracle()
    oracle.ignored = ignored
    func isStable(_ stream: Stream) -> Bool {
      Set(runs.map { oracle.text(of: stream, in: $0) }).count <= 1
    }
    (oracle.comparesStandardOutput, oracle.comparesStandardError) = (
      isStable(.standardOutput), isStable(.standardError)
    )
    return oracle
  }

  private var streams: [Stream] {
    (comparesStandardOutput ? [.standardOutput] : []) + (comparesStandardError ? [.standardError] : [])
  }

  private func text(of stream: Stream, in run: Run) -> [UInt8] {
    var bytes = stream == .standardOutput ? run.outcome.standardOutput.bytes : run.outcome.standardError.bytes
    if let folder = run.folder, !folder.isEmpty {
      bytes = bytes.replacing(Array(folder.utf8), with: Array("<copy>".utf8))
    }
    return ignored.isEmpty ? bytes : IgnoredOutput.removing(ignored, from: bytes)
  }

  private static func firstDifference(in stream: Stream, _ expected: [UInt8], _ actual: [UInt8]) -> Difference {
    let newline = UInt8(ascii: "\n")
    let first = expected.split(separator: newline, omittingEmptySubsequences: false)
    let second = actual.split(separator: newline, omittingEmptySubsequences: false)
    let index = zip(first, second).prefix { $0 == $1 }.count
    let one = index < first.count ? printable(first[index]) : nil
    let other = index < second.count ? printable(second[index]) : nil
    let start = ExcerptedLine.start(of: one ?? "", against: other ?? "")
    return .line(
      stream: stream,
      number: index + 1,
      expected: one.map { ExcerptedLine($0, from: start).text },
      actual: other.map { ExcerptedLine($0, from: start).text }
    )
  }

  /// A line as text; if it is not UTF-8, with `\xff` for what is not ASCII, so that different bytes look different.
  private static func printable(_ line: ArraySlice<UInt8>) -> String {
    if let text = String(validating: line, as: UTF8.self) { return text }
    return line.map { $0 < 0x80 ? String(UnicodeScalar($0)) : "\\x" + String($0, radix: 16) }.joined()
  }
}

extension OutputOracle.Difference: CustomStringConvertible {
  /// The difference as a sentence.
  public var description: String {
    switch self {
    case .termination(let expected, let actual):
      "The program \(actual); before the change it \(expected)."
    case .line(let stream, let number, let expected?, let actual?):
      "Line \(number) of \(stream.rawValue) reads “\(actual)” instead of “\(expected)”."
    case .line(let stream, let number, let expected?, nil):
      "The \(stream.rawValue) ends before line \(number), which was “\(expected)”."
    case .line(let stream, let number, nil, let actual):
      "The \(stream.rawValue) goes on in line \(number), where it ended before: “\(actual ?? "")”."
    }
  }
}
