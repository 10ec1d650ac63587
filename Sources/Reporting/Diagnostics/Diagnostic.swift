internal import Recording
internal import Rewriting
internal import SourceText

/// A finding or a fix as tools see it: a rule, places, a message, what it costs.
///
/// Formats write it down and decide nothing.
struct Diagnostic: Sendable {
  /// A statement of the program or of one of its packages.
  struct Place: Sendable, Hashable {
    /// The path below the program's folder, or below the one that packages are installed in.
    let file: String
    /// The line, counted from 1.
    let line: Int
    /// Where the statement begins and ends, if that is known.
    var statement: Range<SourcePosition>?
    /// Whether the file is a package's.
    var isPackaged = false
  }

  /// What it is an instance of.
  let rule: Rule
  /// What it is about: a library with its version, or the changed names.
  let subject: String
  /// What is wrong or can be done, in a sentence without its full stop.
  let message: String
  /// What more there is to say: evidence, the usual repair, cautions; sentences without their full stops.
  let notes: [String]
  /// Nanoseconds that a start spends on it, or that the fix is expected to save.
  let time: Double
  /// The time's share of the initialization, or for what comes before that, of the start.
  let share: Double
  /// Bytes of resident memory; nil where it is not known.
  let memory: Int64?
  /// Where it is written, the statement that matters most first; empty for what is no statement's.
  let places: [Place]
  /// What repairs it.
  let fix: AtomicFix?
  /// The same wherever its lines move to, and that of no other diagnostic.
  let fingerprint: String

  /// The message and the notes as sentences.
  var sentences: [String] { ([message] + notes).map { $0.hasSuffix(".") ? $0 : $0 + "." } }

  /// What it costs, in whole microseconds, as seconds.
  var seconds: Double { (time / 1_000).rounded() / 1_000_000 }

  /// A fingerprint of what does not move with the lines.
  ///
  /// - Parameters:
  ///   - parts: what tells a diagnostic from others.
  ///   - known: the fingerprints so far; what is the same in all parts as another one is told apart by its number.
  /// - Returns: 32 hexadecimal digits.
  static func fingerprint(of parts: [String], among known: inout Set<String>) -> String {
    var number = 1
    while true {
      let text = (parts + (number == 1 ? [] : ["\(number)"])).joined(separator: "\u{0}")
      let fingerprint = String(Digest.hexadecimal(of: Array(text.utf8)).prefix(32))
      if known.insert(fingerprint).inserted { return fingerprint }
      number += 1
    }
  }
}
