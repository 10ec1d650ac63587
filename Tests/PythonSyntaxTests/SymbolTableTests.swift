import Foundation
import PythonSyntax
import SourceText
import TestSupport
import Testing

/// CPython's own symbol table is the specification: over a whole standard library every scope must have the same names,
/// each living in the same place.
///
/// `LIBPROF_FULL=1` compares every file, otherwise every fourth; `LIBPROF_CORPUS=<folder>` takes other files.
struct `CPython's symbol table` {
  static let interpreters = [11, 13].compactMap { Interpreters.version($0) }

  @Test(.enabled(if: !interpreters.isEmpty, "needs CPython 3.11 or 3.13"), arguments: interpreters)
  func `the standard library has the same scopes and names`(_ interpreter: InstalledInterpreter) throws {
    let reference = try Self.reference(interpreter)
    #expect(!reference.isEmpty)
    var report: [String] = []
    var agreeing = 0
    var unparsed: [String] = []
    for (path, lines) in reference {
      let name = path.split(separator: "/").suffix(3).joined(separator: "/")
      let module = ModuleSyntax(source: try SourceFile.read(path))
      guard module.problems.isEmpty else {
        unparsed.append("\(name):\(module.problems[0])")
        continue
      }
      let normal = Normalizer(interpreter: interpreter)
      let expected = lines.compactMap(normal.expected)
      let actual = normal.actual(module)
      let differences = Self.differences(expected, actual)
      if differences.isEmpty { agreeing += 1 } else { report.append("\(name)\n" + differences.joined(separator: "\n")) }
    }
    print("\(interpreter): \(agreeing) of \(reference.count) files agree, \(unparsed.count) are not understood")
    if ProcessInfo.processInfo.environment["LIBPROF_FULL"] == "1" { print(unparsed.joined(separator: "\n")) }
    // What is not understood: encodings we leave alone, Python 2 on purpose, and one line break that the grammar lacks.
    #expect(report.isEmpty, "\(report.prefix(20).joined(separator: "\n"))")
    #expect(Double(unparsed.count) < 0.02 * Double(reference.count), "\(unparsed.joined(separator: "\n"))")
  }

  private static func reference(_ interpreter: InstalledInterpreter) throws -> [(String, [String])] {
    let environment = ProcessInfo.processInfo.environment
    let isFull = environment["LIBPROF_FULL"] == "1"
    let corpus = environment["LIBPROF_CORPUS"]
    let folder = corpus ?? interpreter.standardLibrary
    let files = (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? [])
      .filter { $0.hasSuffix(".py") && (corpus != nil || !$0.contains("site-packages/")) }.sorted()
      .enumerated().filter { isFull || $0.offset % 4 == 0 }.map { "\(folder)/\($0.element)" }
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Reference/symbols.py")
    let answer = try Command.run(
      [interpreter.path, "-I", script.path(percentEncoded: false)],
      input: Array(files.joined(separator: "\n").utf8)
    )
    guard answer.succeeded else { throw Failure(text: answer.errorText) }
    var result: [(String, [String])] = []
    for line in answer.output.split(separator: UInt8(ascii: "\n")) {
      let line = String(decoding: line, as: UTF8.self)
      if line.hasPrefix("F ") {
        result.append((String(line.dropFirst(2)), []))
      } else {
        result[result.count - 1].1.append(line)
      }
    }
    return result
  }

  private struct Failure: Error {
    let text: String
  }

  private static func differences(_ expected: [String], _ actual: [String]) -> [String] {
    var counts: [String: Int] = [:]
    for line in expected { counts[line, default: 0] += 1 }
    for line in actual { counts[line, default: 0] -= 1 }
    return counts.filter { $0.value != 0 }.map { ($0.value > 0 ? "  CPython " : "  libprof ") + $0.key }.sorted()
  }
}

/// Brings both symbol tables to one form.
private struct Normalizer {
  let interpreter: InstalledInterpreter

  /// Names that only the compiler puts there.
  private static let implicit: Set = [
    "__classdict__", "__conditional_annotations__", "__type_params__", "__static_attributes__", "__firstlineno__",
  ]

  /// A line of the reference, without what the compiler adds.
  func expected(_ line: String) -> String? {
    let parts = line.split(separator: " ").map(String.init)
    guard parts.count >= 3, !isInlined(parts[0]) else { return nil }
    let names = parts.dropFirst(3).filter { entry in
      let name = entry.prefix { $0 != ":" }
      return !name.hasPrefix(".") && !Self.implicit.contains(String(name))
    }
    return Self.line(parts[0], parts[1], parts[2], Array(names))
  }

  func actual(_ module: ModuleSyntax) -> [String] {
    var names = module.scopes.map { $0.symbols.mapValues(\.visibility.rawValue) }
    for scope in module.scopes.reversed() where isInlined(scope.kind.rawValue) {
      guard let parent = scope.parent else { continue }
      names[parent].merge(names[scope.index]) { outer, _ in outer }
    }
    return module.scopes.filter { !isInlined($0.kind.rawValue) }.map { scope in
      let name =
        switch scope.kind {
        case .module: "top"
        case .lambda: "lambda"
        case _ where scope.kind.isComprehension: String(scope.name.dropFirst().dropLast())
        default: scope.name
        }
      let line = scope.kind == .module ? 0 : scope.line
      let visible = names[scope.index].filter { !Self.implicit.contains($0.key) }
      return Self.line(scope.kind.rawValue, name, "\(line)", visible.map { "\($0):\($1)" })
    }
  }

  /// From 3.12 on comprehensions are inlined (PEP 709): their names belong to the scope around them.
  private func isInlined(_ kind: String) -> Bool {
    interpreter.minor >= 12 && kind.hasSuffix("Comprehension")
  }

  private static func line(_ kind: String, _ name: String, _ line: String, _ names: [String]) -> String {
    ([kind, name, line] + names.sorted()).joined(separator: " ")
  }
}
