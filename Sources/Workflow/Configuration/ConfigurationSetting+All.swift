internal import Advice
internal import Recording
internal import SourceText

extension ConfigurationSetting {
  /// All there are, in the order of `--help`; those of `thresholds` stand in a table of that name.
  static let all: [ConfigurationSetting] = program + plan + proof + findings + thresholds

  private static let program = [
    ConfigurationSetting("handler", .text, .program, .words("none"), "the function that is called with each event"),
    ConfigurationSetting("wsgi", .text, .program, .words("none"), "or: the WSGI application, `module:callable`"),
    ConfigurationSetting("asgi", .text, .program, .words("none"), "or: the ASGI application, `module:callable`"),
    ConfigurationSetting(
      "command",
      .texts,
      .program,
      .value("[]"),
      "or: the program and its arguments",
      option: ""
    ),
    ConfigurationSetting(
      "events",
      .texts,
      .program,
      .value("[]"),
      "the files of the events or requests; patterns as in `events/*.json`",
      option: "event"
    ),
    ConfigurationSetting(
      "init-ends",
      .text,
      .program,
      .words("the first call after the imports"),
      "the function, `module:function`, whose first call ends the start of a command"
    ),
    ConfigurationSetting(
      "python",
      .text,
      .program,
      .words("the active environment's, `.venv`'s, or `python3`"),
      "the interpreter"
    ),
    ConfigurationSetting(
      "rate",
      .count(0...10_000),
      .sampling,
      .value("\(Recorder.usualSamplingRate)"),
      "samples of every thread per second; 0 for none"
    ),
  ]

  private static let plan = [
    ConfigurationSetting(
      "min-gain",
      .number(0...1e9),
      .plan,
      .value("1.0"),
      "milliseconds that a changed name must at least bring per start"
    ),
    ConfigurationSetting("max-changes", .count(0...1_000_000), .plan, .words("as many as pay"), "most names to change"),
    ConfigurationSetting(
      "keep",
      .texts,
      .plan,
      .value("[]"),
      "what is left alone: modules (`numpy*`), files, lines (`app.py:12`)"
    ),
    ConfigurationSetting(
      "unsafe-fixes",
      .flag,
      .plan,
      .value("false"),
      "change also what may behave otherwise then"
    ),
    ConfigurationSetting(
      "form",
      .choice(["auto", "local", "lazy-keyword", "lazy-modules"]),
      .plan,
      .value("\"auto\""),
      "how imports wait"
    ),
    ConfigurationSetting(
      "recipes",
      .text,
      .plan,
      .words("those that came with libprof"),
      "the folder of the recipes"
    ),
    ConfigurationSetting(
      "scope",
      .choice(["app", "all"]),
      .plan,
      .value("\"app\""),
      "which files may be changed, those of the program or also of its packages"
    ),
  ]

  private static let proof = [
    ConfigurationSetting("pairs", .count(7...10_000), .proof, .value("15"), "most pairs of starts per event"),
    ConfigurationSetting(
      "precision",
      .number(0...100),
      .proof,
      .value("2.0"),
      "percent, to which the speed-up is to be known"
    ),
    ConfigurationSetting(
      "time-budget",
      .count(1...1_000_000),
      .proof,
      .value("90"),
      "most seconds to spend on one event"
    ),
    ConfigurationSetting(
      "disk",
      .choice(["warm", "cold"]),
      .proof,
      .value("\"warm\""),
      "whether the files are in memory when the program starts"
    ),
    ConfigurationSetting(
      "check",
      .text,
      .proof,
      .words("none"),
      "a shell command that must succeed before and after, such as the tests"
    ),
    ConfigurationSetting(
      "ignore-field",
      .texts,
      .proof,
      .value("[]"),
      "parts of the response that may differ, as in `$.body.id`"
    ),
    ConfigurationSetting(
      "ignore-output",
      .texts,
      .proof,
      .value("[]"),
      "what may differ in a printed line, as in `[0-9]+ ms`"
    ),
  ]

  private static let findings = [
    ConfigurationSetting(
      "ignore-finding",
      .texts,
      .findings,
      .value("[]"),
      "patterns that are not reported, as in `misused`"
    )
  ]

  private static let thresholds: [ConfigurationSetting] = {
    let usual = FindingThresholds()
    return [
      ConfigurationSetting(
        "min-init-share",
        .number(0...1),
        .thresholds,
        .value("\(usual.initializationShare)"),
        "look at libraries from this share of the initialization in start and answer"
      ),
      ConfigurationSetting(
        "min-library-share",
        .number(0...1),
        .thresholds,
        .value("\(usual.libraryShare)"),
        "leave out what is less than this share of the initialization"
      ),
      ConfigurationSetting(
        "rare-below",
        .number(0...1),
        .thresholds,
        .value("\(usual.rareShare)"),
        "rarely used is what less than this share of the events needs"
      ),
      ConfigurationSetting(
        "misuse-ratio",
        .number(0...1e9),
        .thresholds,
        .value("\(usual.misuseRatio)"),
        "misused is what loads so many times as long as answers spend in it …"
      ),
      ConfigurationSetting(
        "misuse-functions",
        .count(0...1_000_000),
        .thresholds,
        .value("\(usual.misuseFunctions)"),
        "… and of which at most so many functions run"
      ),
      ConfigurationSetting(
        "avoidable-word",
        .texts,
        .thresholds,
        .value(TOMLText.strings(usual.avoidableWords)),
        "avoidable is what describes itself with one of these words"
      ),
    ]
  }()
}
