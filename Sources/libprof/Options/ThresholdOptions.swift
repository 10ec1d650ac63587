import Advice
import ArgumentParser
import Workflow

/// From where on something is a finding.
struct ThresholdOptions: ParsableArguments {
  private static let usual = FindingThresholds()

  @Option(
    help: ArgumentHelp(
      "Look at libraries where the initialization is at least this share of it and the answer together.",
      valueName: "share"
    )
  )
  var minInitShare = usual.initializationShare

  @Option(
    help: ArgumentHelp("Leave out what is less than this share of the initialization.", valueName: "share")
  )
  var minLibraryShare = usual.libraryShare

  @Option(
    help: ArgumentHelp(
      "Rarely used is what less than this share of the events needs; 1 for what not all of them do.",
      valueName: "share"
    )
  )
  var rareBelow = usual.rareShare

  @Option(
    help: ArgumentHelp(
      "Misused is what takes this many times as long to load as the answers spend in it …",
      valueName: "times"
    )
  )
  var misuseRatio = usual.misuseRatio

  @Option(help: ArgumentHelp("… and of which at most so many functions run.", valueName: "n"))
  var misuseFunctions = usual.misuseFunctions

  @Option(
    help: ArgumentHelp(
      "Avoidable is what describes itself with one of these words. (default: \(usual.avoidableWords.joined(separator: ", ")))",
      valueName: "word"
    )
  )
  var avoidableWord: [String] = []

  func validate() throws {
    for (name, share) in [
      ("min-init-share", minInitShare), ("min-library-share", minLibraryShare), ("rare-below", rareBelow),
    ] where !(0...1).contains(share) {
      throw ValidationError("--\(name) \(share): a share between 0 and 1.")
    }
    guard misuseRatio >= 0 else { throw ValidationError("--misuse-ratio \(misuseRatio): not negative.") }
    guard misuseFunctions >= 0 else { throw ValidationError("--misuse-functions \(misuseFunctions): not negative.") }
  }

  var thresholds: FindingThresholds {
    var thresholds = FindingThresholds()
    thresholds.initializationShare = minInitShare
    thresholds.libraryShare = minLibraryShare
    thresholds.rareShare = rareBelow
    thresholds.misuseRatio = misuseRatio
    thresholds.misuseFunctions = misuseFunctions
    if !avoidableWord.isEmpty { thresholds.avoidableWords = avoidableWord }
    return thresholds
  }
}
