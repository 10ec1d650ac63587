public import PythonSyntax
public import SourceText

/// Exports imported names lazily: the module imports them when somebody first asks it for one (PEP 562).
///
/// The import goes, and `__getattr__` makes it when the attribute is missing; `__dir__` names it, a `TYPE_CHECKING` block
/// shows it to type checkers and linters, and `from module import *` finds it as before. The module's own functions do not
/// ask the module, so those that use such a name import it themselves, as with `Local`.
public struct ModuleGetattr: Sendable {
  /// The file afterwards.
  public let result: SourceFile

  /// Plans the lazy export of some imported names.
  ///
  /// - Parameters:
  ///   - references: the names.
  ///   - submodules: parts of the package that were there as attributes because these imports loaded them.
  ///   - module: the file.
  /// - Throws: `Refusal` for a name that must stay where it is.
  public init(
    exporting references: some Sequence<ImportReference>,
    submodules: [String] = [],
    in module: ModuleSyntax
  ) throws(Refusal) {
    let references = Set(references).sorted()
    try Self.check(references, module)
    let without: ModuleSyntax
    do {
      without = ModuleSyntax(
        source: try module.source.applying(try Self.removal(of: references, in: module)),
        edition: module.edition
      )
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw .unexpectedResult("\(error)")
    }
    let writer = LazyExports(module, references, submodules)
    let place = Self.place(for: references, module, without)
    do {
      result = try without.source.applying([writer.insertion(at: place, of: without)])
    } catch {
      throw .unexpectedResult("\(error)")
    }
    let after = ModuleSyntax(source: result, edition: module.edition)
    if let problem = after.problems.first { throw .unexpectedResult("\(problem)") }
  }

  /// Why a name cannot be exported lazily; nil if it can, as far as can be said without trying.
  public static func refusal(exporting reference: ImportReference, in module: ModuleSyntax) -> Refusal? {
    do {
      try check([reference], module)
      _ = try removal(of: [reference], in: module)
      return nil
    } catch {
      return error
    }
  }

  /// The edits that turn a file into the result: the part that differs.
  public static func edits(
    exporting references: some Sequence<ImportReference>,
    submodules: [String] = [],
    in module: ModuleSyntax
  ) throws(Refusal) -> [Edit] {
    let references = Array(references)
    guard !references.isEmpty else { return [] }
    let before = module.source.bytes
    let after = try ModuleGetattr(exporting: references, submodules: submodules, in: module).result.bytes
    let head = zip(before, after).prefix { $0 == $1 }.count
    let most = min(before.count, after.count) - head
    let tail = zip(before.reversed(), after.reversed()).prefix(most).prefix { $0 == $1 }.count
    return [.replacement(head..<(before.count - tail), with: Array(after[head..<(after.count - tail)]))]
  }

  private static func check(_ references: [ImportReference], _ module: ModuleSyntax) throws(Refusal) {
    if let problem = module.problems.first { throw .notUnderstood(problem) }
    // What such a module answers already is its own affair.
    for binding in module.bindings where binding.resolved == 0 && ["__getattr__", "__dir__"].contains(binding.name) {
      throw .boundElsewhere(name: binding.name, line: module.source.lines.line(at: binding.offset))
    }
    for reference in references {
      let statement = module.imports[reference.statement]
      // `import a.b` binds `a`, and what of it was loaded cannot be told by a name.
      if statement.form == .plain, module[reference].alias == nil, module[reference].name.contains(".") {
        throw .unsuitableStatement(line: statement.line)
      }
      // A part of the package under another name has no statement that could wait.
      if statement.fromModule == ".", module[reference].alias != nil {
        throw .unsuitableStatement(line: statement.line)
      }
      try MoveCheck(module, references, isExporting: true).check(reference)
    }
  }

  /// Takes the imports out of the module and puts them into the functions that use them.
  private static func removal(
    of references: [ImportReference],
    in module: ModuleSyntax
  ) throws(Refusal) -> [Edit] {
    var functions: [ImportReference: [Int]] = [:]
    for reference in references where !module.uses(of: reference).isEmpty {
      functions[reference] = try UsingFunctions(module).functions(using: reference)
    }
    let edits =
      try ImportRemoval.plan(removing: ImportRemoval.byStatement(references), in: module)
      + MovedImports(module, references).placements(into: functions)
    return Edit.sorted(edits)
  }

  /// Where the functions go: behind the imports at the file's head, unless one that stays may come back to this module.
  private static func place(
    for references: [ImportReference],
    _ before: ModuleSyntax,
    _ after: ModuleSyntax
  ) -> Int {
    let lines = after.source.lines
    let text = SourceLines(after.source)
    let first = references[0].statement
    let removed = ImportRemoval.byStatement(references)
    let kept = before.imports.prefix(first).count { statement in
      statement.scope == 0 && removed[statement.index]?.count != statement.names.count
    }
    let imports = after.imports.filter { $0.scope == 0 }
    var head = imports.isEmpty ? 0 : 1
    while head < imports.count, imports[head].isTopLevel,
      text.isBlank(imports[head - 1].range.upperBound..<imports[head].range.lowerBound)
    {
      head += 1
    }
    // While this module is loaded, its own parts may ask it for what they found there before.
    let comesBack = imports.dropFirst(kept).contains { $0.level > 0 }
    let anchor = comesBack || kept > head ? kept : max(head, kept)
    if anchor > 0, anchor <= imports.count { return lines.lineEnd(of: imports[anchor - 1].range.upperBound) }
    if let docstring = after.docstring { return lines.lineEnd(of: docstring.upperBound) }
    var line = 1
    while line < lines.count, after.source.bytes[text.range(ofLine: line)].first == UInt8(ascii: "#") { line += 1 }
    return lines.range(ofLine: line).lowerBound
  }
}
