import Advice
import Foundation
import ImportGraph
import TestSupport

/// A page that explains a hazard, with a program and why its import stays.
struct HazardPage {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Hazards")

  /// Those whose example would be no small program, such as a file in another encoding or a failed proof.
  ///
  /// Tests of their own have them.
  static let withoutExample: Set<HazardKind> = [.encoding, .notUnderstood, .proof, .recipe, .takenTogether]

  /// Those in which the module can still offer the name when it is asked for it.
  static let offered: Set<HazardKind> = [.exported, .namedInText, .packageInterface]

  /// The hazards that have a page.
  static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).map { String($0.prefix { $0 != "." }) }.sorted()
  }

  private let file: URL
  let text: String
  /// The program's files by their names.
  let program: [String: String]
  /// What the page says is refused, or planned instead.
  let outcome: String?

  init(_ hazard: HazardKind) throws {
    file = Self.folder.appending(path: "\(hazard.rawValue).md")
    text = try String(contentsOf: file, encoding: .utf8)
    var program: [String: String] = [:]
    var outcome: String?
    for (index, piece) in text.components(separatedBy: "```").enumerated() where index % 2 == 1 {
      let lines = piece.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      let content = lines.count > 1 ? String(lines[1]) : ""
      let info = lines[0].split(separator: " ")
      if info == ["refused"] || info == ["planned"] { outcome = content }
      if info.count == 2 { program[String(info[1])] = content }
    }
    (self.program, self.outcome) = (program, outcome)
  }

  /// Writes down what is refused or planned, at the end of the page.
  func record(_ outcome: String, as kind: String) throws {
    let body = text.components(separatedBy: "\n```refused\n")[0].components(separatedBy: "\n```planned\n")[0]
    try (body + "\n```\(kind)\n\(outcome)```\n").write(to: file, atomically: true, encoding: .utf8)
  }
}
