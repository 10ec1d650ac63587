import Foundation
import SourceText
import TestSupport
import Testing

/// The tools that will apply our diffs are the specification; random texts ask them what we did not think of.
struct `Patch tools` {
  enum Tool: String, CaseIterable, Sendable {
    case git, patch

    var command: [String] {
      switch self {
      case .git: ["git", "apply", "--whitespace=nowarn", "-"]
      case .patch: ["patch", "-p1", "--binary", "--no-backup-if-mismatch", "--fuzz=0"]
      }
    }

    var isInstalled: Bool { (try? Command.run([rawValue, "--version"]))?.succeeded == true }
  }

  static let installed = Tool.allCases.filter(\.isInstalled)

  @Test(.enabled(if: !installed.isEmpty, "needs git or patch"), arguments: installed)
  func `random changes arrive byte for byte, and can be taken back`(_ tool: Tool) throws {
    var random = SeededGenerator(seed: 20_261_123)
    let scratch = try ScratchDirectory()
    var patch: [UInt8] = []
    var reverse: [UInt8] = []
    var expected: [(name: String, before: [UInt8], after: [UInt8])] = []
    let odd = ["sub/ä b.py", "quo\"te.py", "back\\slash.py", "sp ace.py", "tab\tname.py"]
    for index in 0..<200 {
      let name = index < odd.count ? odd[index] : "file\(index).py"
      let (before, after) = Self.versions(using: &random)
      try scratch.write(before, to: name)
      patch += UnifiedDiff(path: name, before: before, after: after).bytes
      reverse += UnifiedDiff(path: name, before: after, after: before).bytes
      expected.append((name, before, after))
    }
    let result = try Command.run(tool.command, input: patch, in: scratch.url)
    #expect(result.succeeded, "\(result.outputText)\(result.errorText)")
    for (name, _, after) in expected { #expect(try scratch.read(name) == after, "\(name)") }
    let back = try Command.run(tool.command, input: reverse, in: scratch.url)
    #expect(back.succeeded, "\(back.outputText)\(back.errorText)")
    for (name, before, _) in expected { #expect(try scratch.read(name) == before, "\(name)") }
  }

  /// Two versions of a text with many equal lines, mixed line ends, odd bytes, and maybe no final line end.
  private static func versions(using random: inout SeededGenerator) -> ([UInt8], [UInt8]) {
    let ends = [["\n"], ["\r\n"], ["\n", "\r\n", "\r\r\n"]].randomElement(using: &random) ?? ["\n"]
    func line(using random: inout SeededGenerator) -> [UInt8] {
      let words = ["import a", "import b", "", "    x = 1", "é", "\\ No newline", "--- a/x", "+++ b/x", "\t", "\u{0C}"]
      var line = Array((words.randomElement(using: &random) ?? "").utf8)
      if Int.random(in: 0..<20, using: &random) == 0 { line.append(0xFF) }
      return line + (ends.randomElement(using: &random) ?? "\n").utf8
    }
    // Never empty: `patch` removes a file that a patch empties, whatever the header says.
    let before = (0...Int.random(in: 0..<40, using: &random)).map { _ in line(using: &random) }
    var after = before
    for _ in 0...Int.random(in: 0..<6, using: &random) {
      let place = Int.random(in: 0..<max(after.count, 1), using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0 where after.count > 1: after.remove(at: place)
      case 1 where !after.isEmpty: after[place] = line(using: &random)
      default: after.insert(line(using: &random), at: place)
      }
    }
    func joined(_ lines: [[UInt8]], using random: inout SeededGenerator) -> [UInt8] {
      let bytes = Array(lines.joined())
      let cut = Bool.random(using: &random) && bytes.count > 3
      return cut ? Array(bytes.dropLast(bytes.suffix(2) == [0x0D, 0x0A] ? 2 : 1)) : bytes
    }
    return (joined(before, using: &random), joined(after, using: &random))
  }
}
