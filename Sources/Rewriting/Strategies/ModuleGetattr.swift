public import PythonSyntax
public import SourceText

/// Exports imported names lazily: the module imports them when somebody first asks it for one (PEP 562).
///
/// The import goes, and `__getattr__` makes it when the attribute is missing; `__dir__` names it, a `TYPE_CHECKING` block
/// shows it to type checkers and linters, and `from module import *` finds it as before. The module's own functions do not
/// ask the module, so those that use such a name import it themselves, as with `Local`. Of a star import those names wait
/// that it was seen to bind. What is assigned from an attribute of such a name (`b = a.b`) waits with it. An `__all__` that is
/// made by `dir()` is made by `__dir__()`. Imports below a condition are told of by a function in the same block.
public struct ModuleGetattr: Sendable {
  /// The file afterwards.
  public let result: SourceFile

  /// Plans the lazy export of some imported names.
  ///
  /// - Parameters:
  ///   - references: the names.
  ///   - facade: what is known of the module beyond its text.
  ///   - module: the file.
  /// - Throws: `Refusal` for a name that must stay where it is.
  public init(
    exporting references: some Sequence<ImportReference>,
    of facade: Facade = Facade(),
    in module: ModuleSyntax
  ) throws(Refusal) {
    if let problem = module.problems.first { throw .notUnderstood(problem) }
    let references = Self.complete(references, module, facade)
    try Self.check(references, module, facade)
    let inBlock = references.filter { ExistingGetattr.isConditional(module.imports[$0.statement], in: module) }
    if !inBlock.isEmpty, inBlock.count < references.count {
      // The function of the block hands on to that of the module.
      let outside = references.filter { !inBlock.contains($0) }
      let first = module.rewritten(as: try ModuleGetattr(exporting: outside, of: facade, in: module).result)
      let rest = inBlock.flatMap { Self.counterparts(of: $0, from: module, in: first) }
      result = try ModuleGetattr(exporting: rest, of: facade, in: first).result
      return
    }
    let names = ExportedNames(references, in: module, facade)
    let removal = try Self.removal(of: references, names, in: module, facade)
    let without = module.rewritten(as: try Self.applied(removal, module))
    let existing = try ExistingGetattr(in: without)
    let writer = LazyExports(module, references, names, existing)
    if ExistingGetattr.isConditional(module.imports[references[0].statement], in: module) {
      // Here the first of them stood.
      let first = module.imports[references[0].statement]
      let start = module.source.lines.range(ofLine: first.line).lowerBound
      let earlier = removal.filter { $0.range.upperBound <= start && $0.range.lowerBound < start }
      let offset = earlier.reduce(start) { $0 + $1.replacement.count - $1.range.count }
      let margin = ExistingGetattr.margin(at: start, in: module)
      result = try Self.applied(writer.insertions(inBlockAt: offset, margin, of: without), without)
      let after = module.rewritten(as: result)
      if let problem = after.problems.first { throw .unexpectedResult("\(problem)") }
      return
    }
    let place = Self.place(for: references, module, without, facade)
    if let existing, place.comesBack, place.offset < existing.offset {
      throw .boundElsewhere(name: "__getattr__", line: existing.line)
    }
    var edits = writer.insertions(at: place.offset, of: without)
    if let list = without.directoryOfAll {
      guard place.offset < list.lowerBound else { throw .exported(name: names.parts.first ?? "*") }
      edits.append(.replacement(list, with: "__dir__()"))
    }
    result = try Self.applied(edits, without)
    let after = module.rewritten(as: result)
    if let problem = after.problems.first { throw .unexpectedResult("\(problem)") }
  }

  /// Why a name cannot be exported lazily; nil if it can, as far as can be said without trying.
  public static func refusal(
    exporting reference: ImportReference,
    of facade: Facade = Facade(),
    in module: ModuleSyntax
  ) -> Refusal? {
    do {
      if let problem = module.problems.first { throw Refusal.notUnderstood(problem) }
      let references = complete([reference], module, facade)
      try check(references, module, facade)
      _ = try ExistingGetattr(in: module)
      _ = try removal(of: references, ExportedNames(references, in: module, facade), in: module, facade)
      return nil
    } catch let refusal as Refusal {
      return refusal
    } catch {
      return .unexpectedResult("\(error)")
    }
  }

  /// The edits that turn a file into the result: the part that differs.
  public static func edits(
    exporting references: some Sequence<ImportReference>,
    of facade: Facade = Facade(),
    in module: ModuleSyntax
  ) throws(Refusal) -> [Edit] {
    let references = Array(references)
    guard !references.isEmpty else { return [] }
    let before = module.source.bytes
    let after = try ModuleGetattr(exporting: references, of: facade, in: module).result.bytes
    let head = zip(before, after).prefix { $0 == $1 }.count
    let most = min(before.count, after.count) - head
    let tail = zip(before.reversed(), after.reversed()).prefix(most).prefix { $0 == $1 }.count
    return [.replacement(head..<(before.count - tail), with: Array(after[head..<(after.count - tail)]))]
  }

  /// The same name of a block in another version of the file.
  private static func counterparts(
    of reference: ImportReference,
    from old: ModuleSyntax,
    in new: ModuleSyntax
  ) -> [ImportReference] {
    let (form, name) = (old.imports[reference.statement].form, old[reference])
    return new.imports.filter { $0.form == form && ExistingGetattr.isConditional($0, in: new) }.flatMap { statement in
      statement.names.indices
        .filter { statement.names[$0].name == name.name && statement.names[$0].alias == name.alias }
        .map { ImportReference(statement: statement.index, name: $0) }
    }
  }

  /// The names with all that has to wait with them.
  ///
  /// An optional import waits as a whole: what it tries decides on the rest. And an earlier import of the same name waits as
  /// well, or its value would be found first.
  private static func complete(
    _ references: some Sequence<ImportReference>,
    _ module: ModuleSyntax,
    _ facade: Facade
  ) -> [ImportReference] {
    var result: Set<ImportReference> = []
    var pending = Array(references)
    while let reference = pending.popLast() {
      guard result.insert(reference).inserted else { continue }
      pending += OptionalImports(around: module.imports[reference.statement], in: module)?.references ?? []
      for name in module.boundNames(of: reference) where !facade.settledNames.contains(name) {
        pending += module.imports(binding: name).filter { $0 < reference && module.imports[$0.statement].isTopLevel }
      }
    }
    return result.sorted()
  }

  private static func check(
    _ references: [ImportReference],
    _ module: ModuleSyntax,
    _ facade: Facade
  ) throws(Refusal) {
    let check = ExportCheck(module, references, facade)
    for reference in references { try check.check(reference) }
  }

  private static func applied(_ edits: [Edit], _ module: ModuleSyntax) throws(Refusal) -> SourceFile {
    do {
      return try module.source.applying(Edit.sorted(edits))
    } catch {
      throw .unexpectedResult("\(error)")
    }
  }

  /// Takes the imports out of the module and puts them into the functions that use them.
  private static func removal(
    of references: [ImportReference],
    _ names: ExportedNames,
    in module: ModuleSyntax,
    _ facade: Facade
  ) throws(Refusal) -> [Edit] {
    var functions: [ImportReference: [Int]] = [:]
    var stars: [ImportReference: [String: [Int]]] = [:]
    let finder = UsingFunctions(module)
    let kept = KeptNames(module, Set(references), facade)
    func uses(_ name: String) -> [Use]? {
      // A block that has imported the name right there goes on to find it.
      let uses = module.uses(of: name, in: 0).filter { use in
        !kept.isImportedAgain(for: use)
          && !names.copied.contains {
            module[$0.reference].boundName == name && module.isCopying(use, of: $0.reference)
          }
      }
      return uses.isEmpty ? nil : uses
    }
    for reference in names.singles {
      let bound = module[reference].boundName
      if let places = uses(bound) { functions[reference] = try finder.functions(using: bound, in: places) }
    }
    for reference in references where facade.isSelf(module.imports[reference.statement].fromModule) {
      let bound = module[reference].boundName
      guard names.parts.contains(bound), let places = uses(bound) else { continue }
      functions[reference] = try finder.functions(using: bound, in: places)
    }
    for star in names.stars {
      for name in star.names {
        guard let places = uses(name) else { continue }
        stars[star.reference, default: [:]][name] = try finder.functions(using: name, in: places)
      }
    }
    let blocks = names.optional
    let plain = references.filter { reference in
      !blocks.contains { $0.range.contains(module.imports[reference.statement].range.lowerBound) }
    }
    return try ImportRemoval.plan(removing: ImportRemoval.byStatement(plain), in: module)
      + MovedImports(module, references).placements(into: functions, stars: stars)
      + blocks.map { removal(of: $0, in: module) }
      + names.copied.flatMap { removal(of: $0, in: module) }
  }

  /// Takes out assignments that `__getattr__` makes up for.
  private static func removal(of copied: CopiedAttributes, in module: ModuleSyntax) -> [Edit] {
    let text = SourceLines(module.source)
    return copied.lines.map { lines in
      let range = text.range(ofLine: lines.lowerBound).lowerBound..<text.range(ofLine: lines.upperBound).upperBound
      return .deletion(withBlankLines(around: range, module))
    }
  }

  /// Takes imports out of which a test decides; of a condition its value stays, for later it may be another one.
  private static func removal(of block: OptionalImports, in module: ModuleSyntax) -> Edit {
    guard case .condition(let condition) = block.test else {
      return .deletion(withBlankLines(around: block.range, module))
    }
    return .replacement(
      block.range,
      with: Array("\(block.variable) = bool(\(condition))\(module.style.newline.rawValue)".utf8)
    )
  }

  /// A statement with the blank lines in front of it, if there are others behind it.
  private static func withBlankLines(around range: Range<Int>, _ module: ModuleSyntax) -> Range<Int> {
    let text = SourceLines(module.source)
    let lines = text.lines(of: range)
    guard text.isBlank(line: lines.upperBound + 1) || lines.upperBound == module.source.lines.count else {
      return range
    }
    var first = lines.lowerBound
    while text.isBlank(line: first - 1) { first -= 1 }
    return text.range(ofLine: first).lowerBound..<range.upperBound
  }

  /// Where the functions go: behind the imports at the file's head, unless one that stays may come back to this module.
  private static func place(
    for references: [ImportReference],
    _ before: ModuleSyntax,
    _ after: ModuleSyntax,
    _ facade: Facade
  ) -> (offset: Int, comesBack: Bool) {
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
    let asking = imports.indices.dropFirst(kept).first { facade.isInside(imports[$0].fromModule) }
    let comesBack = asking != nil
    // Behind the import of `TYPE_CHECKING`, if it can be, so that its block can ask for it.
    let typed = imports.lastIndex { $0.isTopLevel && $0.names.contains { $0.boundName == "TYPE_CHECKING" } }.map {
      $0 + 1
    }
    let anchor = asking ?? max(head, kept, typed ?? 0)
    if anchor > 0, anchor <= imports.count {
      return (end(of: imports[anchor - 1], in: after), comesBack)
    }
    if let docstring = after.docstring { return (lines.lineEnd(of: docstring.upperBound), comesBack) }
    var line = 1
    while line < lines.count, after.source.bytes[text.range(ofLine: line)].first == UInt8(ascii: "#") { line += 1 }
    return (text.range(ofLine: line).lowerBound, comesBack)
  }

  /// Behind an import, or behind the whole block that it stands in.
  private static func end(of statement: ImportStatement, in module: ModuleSyntax) -> Int {
    let lines = module.source.lines
    guard !statement.isTopLevel else { return lines.lineEnd(of: statement.range.upperBound) }
    var line = lines.line(at: statement.range.upperBound)
    let clauses = ["except", "else", "elif", "finally"]
    while line < lines.count {
      let next = module.source.bytes[lines.range(ofLine: line + 1)]
      let isInside = next.first.map { $0.isSpace || $0.endsLine || $0 == UInt8(ascii: "#") } ?? true
      guard isInside || clauses.contains(where: { next.starts(with: $0.utf8) }) else { break }
      line += 1
    }
    while line > 1, SourceLines(module.source).isBlank(line: line) { line -= 1 }
    return lines.range(ofLine: line).upperBound
  }
}
