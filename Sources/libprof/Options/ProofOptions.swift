public import ArgumentParser
public import Verification

/// How a patch is proven, as every command that proves takes it.
struct ProofOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Most pairs of starts per event; fewer are made when it is clear sooner.", valueName: "n"))
  var pairs = 15

  @Option(
    help: ArgumentHelp("Stop when the interval of the speed-up reaches no further than this.", valueName: "percent")
  )
  var precision = 2.0

  @Option(help: ArgumentHelp("Most seconds to spend on comparing one event.", valueName: "seconds"))
  var timeBudget = 90

  @Option(
    help: ArgumentHelp(
      "Where the program's files are when it starts: in memory (warm), or on the disk (cold), as on a new machine.",
      valueName: "state"
    )
  )
  var disk = DiskState.warm

  @Option(
    help: ArgumentHelp(
      "A shell command that must succeed in copies of the project before and after, such as its tests; it finds the program's python.",
      valueName: "command"
    )
  )
  var check: String?

  @Option(
    name: [.customLong("ignore-field"), .customLong("ignore")],
    help: ArgumentHelp("A part of the response that may differ, as $.body.id. May be repeated.", valueName: "path")
  )
  var ignoredFields: [String] = []

  @Option(
    name: .customLong("ignore-output"),
    help: ArgumentHelp(
      "What may differ in a line that a command prints, as [0-9]+ ms. May be repeated.",
      valueName: "regex"
    )
  )
  var ignoredOutput: [String] = []

  func validate() throws {
    guard pairs >= 7 else { throw ValidationError("--pairs \(pairs): fewer than 7 pairs show nothing.") }
    guard precision > 0, precision <= 100 else {
      throw ValidationError("--precision \(precision): percent, more than 0 and at most 100.")
    }
    guard timeBudget > 0 else { throw ValidationError("--time-budget \(timeBudget): must be positive.") }
    for path in ignoredFields where JSONPath(path) == nil {
      throw ValidationError("--ignore-field \(path): write a path such as $.body.id or $.items[*].time.")
    }
    for pattern in ignoredOutput where IgnoredOutput(pattern) == nil {
      throw ValidationError("--ignore-output \(pattern): this is no regular expression; write one such as [0-9]+ ms.")
    }
  }

  /// Sets up a proof as wished.
  func configure(_ proof: inout Proof) {
    proof.rule.maximumPairs = pairs
    proof.rule.precision = precision / 100
    proof.timeBudget = .seconds(timeBudget)
    proof.disk = disk
    proof.check = check
    proof.ignoredPaths = ignoredFields.compactMap(JSONPath.init)
    proof.ignoredOutput = ignoredOutput.compactMap(IgnoredOutput.init)
  }
}

extension DiskState: ExpressibleByArgument {}
