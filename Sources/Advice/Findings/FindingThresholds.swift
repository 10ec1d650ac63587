/// From where on something is a finding.
public struct FindingThresholds: Sendable, Hashable {
  /// Libraries are looked at where the initialization is at least this share of initialization and answer together.
  ///
  /// The gate of LibProf (Tariq et al. 2024, arXiv 2406.11734), whose authors leave applications below 10 % alone.
  public var initializationShare = 0.10
  /// A library, or a sub-package of one, counts from this share of the initialization on: less is hard to measure.
  public var libraryShare = 0.01
  /// A library is rarely used if less than this share of the events needs it: with 1, if not all of them do.
  ///
  /// The paper draws its line through shares of samples; which events need a library is known here.
  public var rareShare = 1.0
  /// A library is misused if loading it takes this many times as long as all that the answer does in it.
  public var misuseRatio = 10.0
  /// And if at most so many of its functions run.
  public var misuseFunctions = 10
  /// A library is avoidable if its own one-line description has one of these words.
  public var avoidableWords = ["logging", "logger", "progress", "spinner", "terminal", "console"]

  /// The defaults.
  public init() {}
}
