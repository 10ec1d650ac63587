internal import Advice
public import PythonSyntax
public import SourceText

/// Moves imports that annotations name below `if TYPE_CHECKING:`, where only type checkers see them.
///
/// Functions that use such a name otherwise, too, import it themselves, as with `Local`. Annotations must not be evaluated:
/// they are in quotes, or the file has `from __future__ import annotations`, or gets it, or it needs CPython 3.14 anyway.
public struct TypeChecking: Sendable {
  /// The file afterwards.
  public let result: SourceFile

  /// Plans the move of some imported names.
  ///
  /// - Parameters:
  ///   - references: the names.
  ///   - module: the file.
  ///   - postpones: whether every interpreter the project supports leaves annotations alone until asked (PEP 649).
  /// - Throws: `Refusal` for a name that must stay where it is.
  public init(
    moving references: some Sequence<ImportReference>,
    in module: ModuleSyntax,
    postpones: Bool = false
  ) throws(Refusal) {
    let references = Set(references).sorted()
    guard !references.isEmpty else {
      result = module.source
      return
    }
    let edits = try Self.plan(references, module, postpones)
    let lines = MovedImports(module, references).lines(for: references)
    let needsFuture = references.contains { Self.needsFuture($0, module, postpones) }
    do {
      var current = try Self.applying(edits, to: module)
      current = try Self.applying(TypeCheckingBlock(current).insertion(of: lines), to: current)
      if needsFuture { current = try Self.applying([FutureAnnotations.insertion(into: current)], to: current) }
      try Self.check(current, references.map { module[$0].boundName })
      result = current.source
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw .unexpectedResult("\(error)")
    }
  }

  /// Why a name cannot move; nil if it can, as far as can be said without trying.
  public static func refusal(
    moving reference: ImportReference,
    in module: ModuleSyntax,
    postpones: Bool = false
  ) -> Refusal? {
    do {
      _ = try plan([reference], module, postpones)
      return nil
    } catch {
      return error
    }
  }

  /// The edits that turn a file into the result.
  public static func edits(
    moving references: some Sequence<ImportReference>,
    in module: ModuleSyntax,
    postpones: Bool = false
  ) throws(Refusal) -> [Edit] {
    let result = try TypeChecking(moving: references, in: module, postpones: postpones).result
    return Edit.difference(from: module.source.bytes, to: result.bytes)
  }

  /// Takes the names out of the module's own code; the functions that need them get them.
  private static func plan(
    _ references: [ImportReference],
    _ module: ModuleSyntax,
    _ postpones: Bool
  ) throws(Refusal) -> [Edit] {
    if let problem = module.problems.first { throw .notUnderstood(problem) }
    var functions: [ImportReference: [Int]] = [:]
    for reference in references {
      let name = module[reference].boundName
      try MoveCheck(module, references, servesAnnotations: true).check(reference)
      guard module.uses(of: reference).contains(where: \.isAnnotation) else { throw .notAnnotating(name: name) }
      // Whoever keeps what annotations are would keep other things, if they become texts.
      let changesAnnotations = needsFuture(reference, module, postpones) || !module.hasPostponedAnnotations && postpones
      if let reader = AnnotationReaders.reader(in: module, includingKeepers: changesAnnotations) {
        throw .annotationIsRead(name: name, reader: reader.name, line: reader.line)
      }
      let running = try UsingFunctions(module).functions(using: reference) { !$0.isAnnotation }
      if !running.isEmpty { functions[reference] = running }
    }
    let edits =
      try ImportRemoval.plan(removing: ImportRemoval.byStatement(references), in: module)
      + MovedImports(module, references).placements(into: functions)
    return Edit.sorted(edits)
  }

  /// Whether the annotations that name it are evaluated by some interpreter unless the file asks that they are not.
  private static func needsFuture(_ reference: ImportReference, _ module: ModuleSyntax, _ postpones: Bool) -> Bool {
    guard !module.hasPostponedAnnotations, !postpones else { return false }
    return module.uses(of: reference).contains { use in
      guard case .annotation(let isEvaluated, _) = use.timing else { return false }
      return isEvaluated || module.edition == .from314
    }
  }

  private static func applying(_ edits: [Edit], to module: ModuleSyntax) throws -> ModuleSyntax {
    let result = ModuleSyntax(source: try module.source.applying(edits), edition: module.edition)
    if let problem = result.problems.first { throw Refusal.unexpectedResult("\(problem)") }
    return result
  }

  /// All that still reads a moved name from the module must be an annotation that nothing evaluates.
  private static func check(_ after: ModuleSyntax, _ names: [String]) throws(Refusal) {
    for use in after.uses where use.resolved == 0 && names.contains(use.name) {
      let line = after.source.lines.line(at: use.range.lowerBound)
      guard use.isAnnotation, !use.runsOnImport else {
        throw .unexpectedResult("`\(use.name)` in line \(line) would not be found")
      }
    }
    for name in names where after.imports(binding: name).isEmpty {
      throw .unexpectedResult("type checkers would not find `\(name)`")
    }
  }
}
