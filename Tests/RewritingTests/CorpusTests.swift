import Foundation
import PythonSyntax
import Rewriting
import SourceText
import TestSupport
import Testing

/// Over a standard library every edit that is not refused must leave a file that Python compiles, with the names found.
///
/// `LIBPROF_FULL=1` takes every file, otherwise every sixtieth.
struct `Standard library` {
  static let interpreter = Interpreters.version(11) ?? Interpreters.newest

  @Test(.enabled(if: interpreter != nil, "needs an interpreter"))
  func `imports move into functions`() throws {
    var refusals: [String: Int] = [:]
    var count = 0
    let edited = try Self.modules().map { module in
      var moved: [ImportReference] = []
      for reference in Self.references(module) {
        if let refusal = Local.refusal(moving: reference, in: module) {
          refusals[Mirror(reflecting: refusal).children.first?.label ?? "", default: 0] += 1
        } else {
          moved.append(reference)
        }
      }
      count += moved.count
      return try module.source.applying(try Local.edits(moving: moved, in: module))
    }
    let reasons = refusals.sorted { $0.value > $1.value }.map { "\($0.value) \($0.key)" }
    print("\(count) names move, refused are \(reasons.joined(separator: ", "))")
    try Self.compile(edited)
  }

  @Test(.enabled(if: interpreter != nil, "needs an interpreter"))
  func `imports can be removed`() throws {
    var random = SeededGenerator(seed: 7)
    let edited = try Self.modules().map { module in
      let all = module.imports.flatMap { statement in
        statement.names.indices.map { ImportReference(statement: statement.index, name: $0) }
      }
      var chosen = all.filter { _ in Bool.random(using: &random) }
      while true {
        do {
          return try module.source.applying(try ImportRemoval.edits(removing: chosen, in: module))
        } catch let refusal as Refusal {
          if case .unexpectedResult = refusal { Issue.record("\(module.source.path): \(refusal)") }
          // Some statement cannot go; with fewer it is sooner or later not among them.
          chosen = chosen.filter { _ in Int.random(in: 0..<4, using: &random) > 0 }
        }
      }
    }
    try Self.compile(edited)
  }

  @Test(.enabled(if: interpreter != nil, "needs an interpreter"))
  func `imports move into branches`() throws {
    let edited = try Self.modules().map { module in
      let moved = Self.references(module).filter { Local.refusal(moving: $0, in: module) == nil }
      return try module.source.applying(try Local.edits(moving: moved, late: Set(moved), in: module))
    }
    try Self.compile(edited)
  }

  @Test(.enabled(if: interpreter != nil, "needs an interpreter"))
  func `imports are left to type checkers`() throws {
    let edited = try Self.modules().map { module in
      let moved = Self.references(module).filter { TypeChecking.refusal(moving: $0, in: module) == nil }
      return try module.source.applying(try TypeChecking.edits(moving: moved, in: module))
    }
    try Self.compile(edited)
  }

  @Test(.enabled(if: Interpreters.version(15) != nil, "needs CPython 3.15"))
  func `imports wait by keyword and by list`() throws {
    for module in try Self.modules() {
      let names = Self.references(module).filter { LazyKeyword.refusal(deferring: $0, in: module) == nil }
      let keyword = try module.source.applying(try LazyKeyword.edits(deferring: names, in: module))
      try Self.compile([keyword], with: Interpreters.version(15))
      var listed = names.filter { LazyModules.refusal(deferring: $0, inModuleNamed: "a.b.c", in: module) == nil }
      while true {
        do {
          let edits = try LazyModules.edits(deferring: listed, inModuleNamed: "a.b.c", in: module)
          try Self.compile([try module.source.applying(edits)])
          break
        } catch let refusal as Refusal {
          // A name that cannot wait comes from the same module as one that can.
          if case .unexpectedResult = refusal { Issue.record("\(module.source.path): \(refusal)") }
          listed.removeLast()
        }
      }
    }
  }

  @Test(.enabled(if: interpreter != nil, "needs an interpreter"))
  func `imports come from elsewhere, and back`() throws {
    var count = 0
    let edited = try Self.modules().map { module in
      var sources: [ImportReference: ImportLine] = [:]
      for reference in Self.references(module) where Narrow.refusal(narrowing: reference, in: module) == nil {
        let name = module[reference]
        sources[reference] = ImportLine(
          from: "some.place_of_\(reference.statement)",
          [.init(name.name, as: name.alias)]
        )
      }
      count += sources.count
      let after = try module.source.applying(try Narrow.edits(taking: sources, in: module))
      let read = ModuleSyntax(source: after)
      // A statement that is changed as a whole keeps everything but the module.
      let back = Dictionary(
        uniqueKeysWithValues: sources.keys.map { reference in
          (reference, ImportLine(module.imports[reference.statement], names: [reference.name]))
        }
      )
      #expect(try after.applying(try Narrow.edits(taking: back, in: read)).bytes.isSame(as: module.source.bytes))
      return after
    }
    #expect(count > 50)
    try Self.compile(edited)
  }

  private static func references(_ module: ModuleSyntax) -> [ImportReference] {
    module.imports.filter { $0.scope == 0 }.flatMap { statement in
      statement.names.indices.map { ImportReference(statement: statement.index, name: $0) }
    }
  }

  private static func modules() throws -> [ModuleSyntax] {
    guard let folder = interpreter?.standardLibrary else { return [] }
    let step = ProcessInfo.processInfo.environment["LIBPROF_FULL"] == "1" ? 1 : 60
    return (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? [])
      .filter { $0.hasSuffix(".py") && !$0.contains("lib2to3/tests/") && !$0.contains("site-packages/") }.sorted()
      .enumerated().filter { $0.offset % step == 0 }
      .compactMap { try? SourceFile.read("\(folder)/\($0.element)") }
      .map { ModuleSyntax(source: $0) }
      .filter { $0.problems.isEmpty && $0.source.bytes.count < 200_000 }
  }

  private static func compile(_ files: [SourceFile], with other: InstalledInterpreter? = nil) throws {
    guard let interpreter = other ?? interpreter else { return }
    let scratch = try ScratchDirectory()
    for (index, file) in files.enumerated() { try scratch.write(file.bytes, to: "\(index).py") }
    let script = """
      import sys, warnings
      warnings.simplefilter("ignore")
      for index, path in enumerate(sys.stdin.read().splitlines()):
          with open(path, "rb") as before, open(f"{index}.py", "rb") as after:
              try:
                  compile(before.read(), path, "exec", dont_inherit=True)
              except (SyntaxError, ValueError):
                  continue
              try:
                  compile(after.read(), path, "exec", dont_inherit=True)
              except (SyntaxError, ValueError) as error:
                  print(path, error)
      """
    let paths = files.map(\.path).joined(separator: "\n")
    let result = try Command.run([interpreter.path, "-c", script], input: Array(paths.utf8), in: scratch.url)
    #expect(result.succeeded && result.output.isEmpty, "\(result.outputText)\(result.errorText)")
    #expect(!files.isEmpty)
  }
}

extension [UInt8] {
  /// Equal but for blanks: `from .import a` gets one behind the dots when they become a name.
  fileprivate func isSame(as other: [UInt8]) -> Bool {
    filter { $0 != UInt8(ascii: " ") } == other.filter { $0 != UInt8(ascii: " ") }
  }
}
