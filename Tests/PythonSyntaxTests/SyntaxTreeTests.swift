import Dispatch
import Foundation
import PythonSyntax
import SourceText
import Synchronization
import TestSupport
import Testing

/// CPython's own syntax tree is the specification of what is imported where, and of every place that reads, binds or deletes
/// a name.
struct `CPython's syntax tree` {
  /// Columns inside f-strings are right from 3.12 on.
  static let interpreters = [13].compactMap { Interpreters.version($0) }

  @Test(.enabled(if: !interpreters.isEmpty, "needs CPython 3.13"), arguments: interpreters, Corpus.present)
  func `has the same imports and names`(_ interpreter: InstalledInterpreter, _ corpus: Corpus) throws {
    let reference = try Corpus.ask("names.py", about: corpus.files(interpreter), interpreter)
    #expect(!reference.isEmpty)
    let known = try Corpus.knownDifferences()
    let report = Mutex<[String]>([])
    let suspects = Mutex<[String]>([])
    let statements = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: reference.count) { index in
      let (path, digest, lines) = reference[index]
      guard !known.keys.contains(where: path.hasSuffix), let source = try? SourceFile.read(path) else { return }
      let module = ModuleSyntax(source: source)
      statements.withLock { $0 += module.imports.count }
      let differences = Corpus.differences(lines, module.imports.map { Self.line($0, module) })
      if !differences.isEmpty { report.withLock { $0.append("\(path)\n" + differences.joined(separator: "\n")) } }
      if "\(Self.digest(Self.places(in: module)))" != digest { suspects.withLock { $0.append(path) } }
    }
    let wrong = suspects.withLock { $0.sorted() }
    for (path, _, lines) in try Corpus.ask("names.py", about: Array(wrong.prefix(20)), interpreter, "--names") {
      let module = ModuleSyntax(source: try SourceFile.read(path))
      let expected = lines.filter { $0.hasPrefix("N ") }
      let actual = Self.places(in: module).map { "N \($0 >> 32):\($0 >> 2 & 0x3FFF_FFFF) \($0 & 3)" }
      let differences = Corpus.differences(expected, actual).prefix(10)
      report.withLock { $0.append("\(path)\n" + differences.joined(separator: "\n")) }
    }
    let differing = report.withLock { $0.sorted() }
    print(
      "\(interpreter), \(corpus.testDescription): \(statements.withLock { $0 }) import statements and the names of "
        + "\(reference.count) files compared, \(Set(wrong).count) files differ in names"
    )
    #expect(differing.isEmpty && wrong.isEmpty, "\(differing.prefix(20).joined(separator: "\n"))")
  }

  /// An import statement as the script writes it.
  private static func line(_ statement: ImportStatement, _ module: ModuleSyntax) -> String {
    let (start, end) = (module.position(statement.range.lowerBound), module.position(statement.range.upperBound))
    var names = statement.names.map { name in name.alias.map { "\(name.name)=\($0)" } ?? name.name }
    if statement.isStar { names = ["*"] }
    let nesting = nestings.filter { statement.nesting.contains($0.1) }.map(\.0).sorted().joined(separator: ",")
    let place = "\(start.line):\(start.column - 1)-\(end.line):\(end.column - 1)"
    return
      "I \(place) \(statement.fromModule ?? "-") \(names.joined(separator: ",")) \(nesting.isEmpty ? "-" : nesting)"
  }

  private static let nestings: [(String, Nesting)] = [
    ("function", .function), ("class", .class), ("conditional", .conditional), ("tryBody", .tryBody),
    ("importProbe", .importProbe), ("exceptHandler", .exceptHandler), ("elseClause", .elseClause),
    ("finallyClause", .finallyClause), ("with", .with), ("suppress", .suppress), ("loop", .loop), ("match", .match),
    ("typeChecking", .typeChecking), ("mainGuard", .mainGuard),
  ]

  /// Every place that reads (0), binds (1) or deletes (2) a name, as line, column and kind in one number, sorted.
  private static func places(in module: ModuleSyntax) -> [UInt64] {
    var places: Set<UInt64> = []
    func note(_ offset: Int, _ kind: UInt64) {
      let position = module.position(offset)
      places.insert(UInt64(position.line) << 32 | UInt64(position.column - 1) << 2 | kind)
    }
    for use in module.uses {
      if case .stringAnnotation = use.timing { continue }
      note(use.range.lowerBound, use.action == .load ? 0 : 2)
    }
    for binding in module.bindings {
      switch binding.kind {
      case .assignment, .augmented, .annotatedWithoutValue, .forTarget, .with, .walrus, .typeAlias:
        note(binding.offset, 1)
      default: break
      }
    }
    return places.sorted()
  }

  private static func digest(_ places: [UInt64]) -> UInt64 {
    places.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ $1) &* 0x100_0000_01B3 }
  }
}

extension ModuleSyntax {
  fileprivate func position(_ offset: Int) -> SourcePosition { source.lines.position(at: offset) }
}
