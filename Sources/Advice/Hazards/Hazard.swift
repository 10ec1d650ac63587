internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// Something that makes the deferral of an import dangerous; each kind is a file of its own.
protocol Hazard {
  /// What stands against deferring an imported name, or nil.
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason?
}

/// An imported name that may be deferred, with all that hazards look at.
struct CandidateImport {
  let statement: StatementReference
  let syntax: ModuleSyntax
  let uses: [Use]

  init?(_ statement: StatementReference, in graph: ImportGraph) {
    guard let syntax = graph.project.files[statement.file] else { return nil }
    self.statement = statement
    self.syntax = syntax
    uses = syntax.uses(of: statement.reference)
  }

  var importStatement: ImportStatement { syntax.imports[statement.reference.statement] }
  var importedName: ImportedName { syntax[statement.reference] }

  /// The module the name is taken from, as written: `a.b` for `import a.b` and for `from a.b import c`.
  var targetModule: String { importStatement.fromModule ?? importedName.name }

  func line(of use: Use) -> Int { syntax.source.lines.line(at: use.range.lowerBound) }
}

/// The hazards in the order in which they are asked: the first reason is shown, so the plainest come first.
enum Hazards {
  static var all: [any Hazard.Type] {
    [
      KeptByRecipe.self, PackageInterface.self, DeclaredExport.self, SideEffectImport.self, OrderedPatching.self,
      DenyList.self, DynamicNames.self, ReadFromOutside.self, PatchedByTests.self, NamedInText.self,
      ModuleAsObject.self, ProbedModule.self, ImplicitSubmodule.self, CalledWhileLoading.self, CoroutineUse.self,
      ShutdownUse.self, HookUse.self, ChildUse.self, ThreadUse.self, CompiledFunction.self, NamedInItsText.self,
      ChangingValue.self, StarOverwrite.self, ReplacedModule.self, ImportCircle.self, SearchPathChange.self,
      ProcessChange.self,
    ]
  }

  /// What stands against moving or removing an import.
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    first(of: all, name, evidence)
  }

  /// What the loading of the module itself stands for; asked for the names that nothing else stands against, because what
  /// must stay anyway is loaded when it is now.
  static func reasonOfLoading(
    against name: CandidateImport,
    in evidence: Evidence,
    staying: Set<StatementReference>
  ) -> Reason? {
    let deferred = DeferredModules(behind: name.statement, staying: staying, evidence.paths)
    return ObservedEffect.reason(against: name, in: evidence, deferred)
      ?? LoadTimeAct.reason(against: name, in: evidence, deferred)
      ?? LoadOrder.reason(against: name, in: evidence, deferred)
  }

  /// What stands against exporting a name lazily: others may go on reading it from the module.
  static func reasonAgainstExport(of name: CandidateImport, in evidence: Evidence) -> Reason? {
    if name.syntax.exports?.isDynamic == true {
      return Reason("exported", "`__all__` is computed, so what the module offers is not known")
    }
    let offered: [any Hazard.Type] = [
      PackageInterface.self, ReadFromOutside.self, NamedInText.self, SideEffectImport.self, DeclaredExport.self,
    ]
    let left = offered.map { ObjectIdentifier($0) }
    let others = all.filter { !left.contains(ObjectIdentifier($0)) }
    return first(of: [UnreadExport.self, SubmoduleShadow.self] + others, name, evidence)
  }

  private static func first(
    of hazards: [any Hazard.Type],
    _ name: CandidateImport,
    _ evidence: Evidence
  ) -> Reason? {
    for hazard in hazards {
      if let reason = hazard.reason(against: name, in: evidence) { return reason }
    }
    return nil
  }
}
