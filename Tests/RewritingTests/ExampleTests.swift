import Foundation
import PythonSyntax
import Rewriting
import SourceText
import TestSupport
import Testing

/// The literate examples are the documentation of what is written, and its tests.
struct Examples {
  @Test(arguments: try Example.all())
  func `say what is written`(_ example: Example) throws {
    let module = example.module(example.source)
    #expect(module.problems.isEmpty)
    let actual: String
    do {
      let edits = try example.edits(for: module)
      let after = try example.source.applying(edits)
      try expectSound(example, after)
      actual = UnifiedDiff(path: "app.py", before: example.source.bytes, after: after.bytes).text
    } catch let refusal as Refusal {
      actual = "\(refusal)\n"
    }
    let expected = example.expected ?? ""
    let difference = UnifiedDiff(path: example.file + ".md", before: Array(expected.utf8), after: Array(actual.utf8))
    if !Golden.isRecording { #expect(actual == expected, "\(difference.text)") }
  }

  @Test(.enabled(if: Golden.isRecording, "needs LIBPROF_RECORD=1"))
  func `are rewritten on request`() throws {
    for (file, examples) in Dictionary(grouping: try Example.all(), by: \.file) {
      let url = Example.folder.appending(path: file + ".md")
      var text = try String(contentsOf: url, encoding: .utf8)
      // From the last to the first, so that the places of those in front stay right.
      for example in Example.examples(in: text, of: file).reversed() {
        text.replaceSubrange(example.place, with: try Self.fence(example))
      }
      #expect(!examples.isEmpty)
      try text.write(to: url, atomically: true, encoding: .utf8)
    }
  }

  private static func fence(_ example: Example) throws -> String {
    let isLast = example.expected == nil && example.isLast
    let (before, after) = isLast ? ("\n", "") : ("", example.expected == nil ? "\n" : "")
    do {
      let edits = try example.edits(for: example.module(example.source))
      let edited = try example.source.applying(edits)
      let diff = UnifiedDiff(path: "app.py", before: example.source.bytes, after: edited.bytes).text
      return "\(before)```diff\n\(diff)```\n\(after)"
    } catch let refusal as Refusal {
      return "\(before)```refused\n\(refusal)\n```\n\(after)"
    }
  }

  /// What must hold for every example without being said in it.
  private func expectSound(_ example: Example, _ after: SourceFile) throws {
    let result = example.module(after)
    #expect(result.problems.isEmpty)
    #expect(try example.edits(for: result).isEmpty, "a second application must change nothing")
    let scratch = try ScratchDirectory()
    try scratch.write(after.bytes, to: "app.py")
    if let interpreter = Interpreters.newest, interpreter.isAtLeast(example.action == .keyword ? 15 : 8) {
      let compiled = try Command.run([interpreter.path, "-m", "py_compile", "app.py"], in: scratch.url)
      #expect(compiled.succeeded, "\(compiled.errorText)")
    }
    let patch = UnifiedDiff(path: "app.py", before: example.source.bytes, after: after.bytes).bytes
    let reversed = try Command.run(["git", "apply", "-R", "-"], input: patch, in: scratch.url)
    #expect(reversed.succeeded, "\(reversed.errorText)")
    #expect(try scratch.read("app.py") == example.source.bytes)
    try expectKeepIsObeyed(example)
  }

  /// The same source with `# libprof: keep` at its imports stays as it is.
  private func expectKeepIsObeyed(_ example: Example) throws {
    let module = example.module(example.source)
    let edits = module.imports.map { statement in
      let end = statement.trailingComment?.upperBound ?? statement.range.upperBound
      return Edit.insertion("  # libprof: keep", at: end)
    }
    guard !module.imports.contains(where: \.sharesLine) else { return }
    let kept = example.module(try example.source.applying(edits))
    #expect(throws: Refusal.self) { try example.edits(for: kept) }
  }
}
