internal import Advice
internal import SourceText

/// The names of the patterns of findings, where somebody writes them down.
public enum FindingName {
  /// All there are.
  public static let all = Finding.Pattern.allCases.map(\.rawValue)

  /// What is wrong with a name, in sentences; nil if there is such a pattern.
  public static func problem(with name: String) -> String? {
    guard !all.contains(name) else { return nil }
    let hint = NearestName.question(about: name, among: all)
    return "There is no finding `\(name)`." + (hint.isEmpty ? " There are: \(all.joined(separator: ", "))." : hint)
  }
}
