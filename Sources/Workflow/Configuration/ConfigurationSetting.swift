/// One setting that `[tool.libprof]` knows: an option of the command line under the same name.
struct ConfigurationSetting: Sendable {
  /// What is written behind the equals sign.
  enum Kind: Sendable {
    case text
    case texts
    case flag
    case choice([String])
    case number(ClosedRange<Double>)
    case count(ClosedRange<Int>)

    /// Whether the option stands alone, without a value.
    var isFlag: Bool { if case .flag = self { true } else { false } }
  }

  /// What a setting belongs to; commands take whole groups.
  enum Group: Sendable {
    case program, sampling, plan, proof, thresholds
  }

  /// The setting's and the option's name.
  let key: String
  let kind: Kind
  let group: Group
  /// The option, where it is not named like the setting.
  var option: String?

  /// The option as it is typed.
  var flag: String { "--" + (option ?? key) }

  /// All there are, in the order of `--help`; those of `thresholds` stand in a table of that name.
  static let all: [ConfigurationSetting] = [
    ConfigurationSetting(key: "handler", kind: .text, group: .program),
    ConfigurationSetting(key: "wsgi", kind: .text, group: .program),
    ConfigurationSetting(key: "asgi", kind: .text, group: .program),
    ConfigurationSetting(key: "events", kind: .texts, group: .program, option: "event"),
    ConfigurationSetting(key: "command", kind: .texts, group: .program, option: ""),
    ConfigurationSetting(key: "init-ends", kind: .text, group: .program),
    ConfigurationSetting(key: "python", kind: .text, group: .program),
    ConfigurationSetting(key: "rate", kind: .count(0...10_000), group: .sampling),
    ConfigurationSetting(key: "min-gain", kind: .number(0...1e9), group: .plan),
    ConfigurationSetting(key: "max-changes", kind: .count(0...1_000_000), group: .plan),
    ConfigurationSetting(key: "keep", kind: .texts, group: .plan),
    ConfigurationSetting(key: "unsafe-fixes", kind: .flag, group: .plan),
    ConfigurationSetting(key: "recipes", kind: .text, group: .plan),
    ConfigurationSetting(
      key: "form",
      kind: .choice(["auto", "local", "lazy-keyword", "lazy-modules"]),
      group: .plan
    ),
    ConfigurationSetting(key: "scope", kind: .choice(["app", "all"]), group: .plan),
    ConfigurationSetting(key: "pairs", kind: .count(7...10_000), group: .proof),
    ConfigurationSetting(key: "time-budget", kind: .count(1...1_000_000), group: .proof),
    ConfigurationSetting(key: "precision", kind: .number(0...100), group: .proof),
    ConfigurationSetting(key: "disk", kind: .choice(["warm", "cold"]), group: .proof),
    ConfigurationSetting(key: "check", kind: .text, group: .proof),
    ConfigurationSetting(key: "ignore-field", kind: .texts, group: .proof),
    ConfigurationSetting(key: "ignore-output", kind: .texts, group: .proof),
    ConfigurationSetting(key: "min-init-share", kind: .number(0...1), group: .thresholds),
    ConfigurationSetting(key: "min-library-share", kind: .number(0...1), group: .thresholds),
    ConfigurationSetting(key: "rare-below", kind: .number(0...1), group: .thresholds),
    ConfigurationSetting(key: "misuse-ratio", kind: .number(0...1e9), group: .thresholds),
    ConfigurationSetting(key: "misuse-functions", kind: .count(0...1_000_000), group: .thresholds),
    ConfigurationSetting(key: "avoidable-word", kind: .texts, group: .thresholds),
  ]
}
