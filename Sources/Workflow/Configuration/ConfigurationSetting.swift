internal import Foundation
internal import SourceText
internal import TOMLKit

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
    case program, sampling, plan, proof, findings, thresholds
  }

  /// What holds where nothing is set.
  enum Usual: Sendable {
    /// A value, as it would be written.
    case value(String)
    /// Something else, in a few words.
    case words(String)
  }

  /// The setting's and the option's name.
  let key: String
  let kind: Kind
  let group: Group
  /// The option, where it is not named like the setting.
  var option: String?
  /// What holds where nothing is set.
  let usual: Usual
  /// What it sets, in a few words.
  let summary: String

  /// The option as it is typed.
  var flag: String { "--" + (option ?? key) }

  /// The name of the table that the setting stands in.
  var table: String { group == .thresholds ? "tool.libprof.thresholds" : "tool.libprof" }

  init(
    _ key: String,
    _ kind: Kind,
    _ group: Group,
    _ usual: Usual,
    _ summary: String,
    option: String? = nil
  ) {
    (self.key, self.kind, self.group, self.usual) = (key, kind, group, usual)
    (self.summary, self.option) = (summary, option)
  }

  /// The settings that a command has options for, by their groups; nil for commands that have none.
  static func groups(of command: String) -> Set<Group>? {
    switch command {
    case "profile": [.program, .sampling]
    case "check": [.program]
    case "report": [.plan, .findings, .thresholds]
    case "why": [.plan]
    case "fix", "review": [.program, .sampling, .plan, .proof]
    default: nil
    }
  }
}

extension ConfigurationSetting {
  /// The values as they are typed on the command line; nil if the value is of another type.
  func values(of value: any TOMLValueConvertible) -> [String]? {
    switch kind {
    case .text: value.string.flatMap { $0.isEmpty ? nil : [$0] }
    case .choice(let choices): value.string.flatMap { choices.contains($0) ? [$0] : nil }
    case .number(let range):
      (value.double ?? value.int.map(Double.init)).flatMap { range.contains($0) ? ["\($0)"] : nil }
    case .count(let range): value.int.flatMap { range.contains($0) ? ["\($0)"] : nil }
    case .flag: value.bool.map { $0 ? [""] : [] }
    case .texts:
      value.array.flatMap { array in
        let texts = array.compactMap(\.string)
        return texts.count == array.count ? texts : nil
      }
    }
  }

  /// Values as they are written in the file.
  func written(_ values: [String]) -> String {
    switch kind {
    case .text, .choice: TOMLText.string(values.first ?? "")
    case .texts: TOMLText.strings(values)
    case .flag: values.isEmpty ? "false" : "true"
    case .number, .count: values.first ?? "0"
    }
  }

  /// What may be written, in words that follow "is to be".
  var expectation: String {
    switch kind {
    case .text: "a text, as in \(key) = \"…\""
    case .texts: "a list of texts, as in \(key) = [\"…\"]"
    case .flag: "true or false"
    case .choice(let choices): "one of " + choices.map { "\"\($0)\"" }.joined(separator: ", ")
    case .number(let range): "a number between \(Self.plain(range.lowerBound)) and \(Self.plain(range.upperBound))"
    case .count(let range): "a whole number between \(range.lowerBound) and \(range.upperBound)"
    }
  }

  private static func plain(_ number: Double) -> String { "\(Int(number))" }
}
