import Dispatch
import Foundation
import PythonSyntax
import SourceText
import Synchronization
import TestSupport
import Testing

/// CPython's own symbol table is the specification: over whole libraries every scope must have the same names, each living
/// in the same place.
struct `CPython's symbol table` {
  static let interpreters = [11, 13].compactMap { Interpreters.version($0) }

  @Test(.enabled(if: !interpreters.isEmpty, "needs CPython 3.11 or 3.13"), arguments: interpreters, Corpus.present)
  func `has the same scopes and names`(_ interpreter: InstalledInterpreter, _ corpus: Corpus) throws {
    let reference = try Corpus.ask("symbols.py", about: corpus.files(interpreter), interpreter)
    #expect(!reference.isEmpty)
    let known = try Corpus.knownDifferences()
    let normal = Normalizer(interpreter: interpreter)
    let report = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: reference.count) { index in
      let (path, _, lines) = reference[index]
      guard !known.keys.contains(where: path.hasSuffix), let source = try? SourceFile.read(path) else { return }
      let module = ModuleSyntax(source: source)
      let differences =
        module.problems.first.map { ["  not understood: \($0)"] }
        ?? Corpus.differences(lines.compactMap(normal.expected), normal.actual(module))
      if !differences.isEmpty { report.withLock { $0.append("\(path)\n" + differences.joined(separator: "\n")) } }
    }
    let differing = report.withLock { $0.sorted() }
    print("\(interpreter), \(corpus.testDescription): \(reference.count - differing.count) of \(reference.count) agree")
    #expect(differing.isEmpty, "\(differing.prefix(20).joined(separator: "\n"))")
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
