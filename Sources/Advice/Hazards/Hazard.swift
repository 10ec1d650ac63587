internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// Something that makes the deferral of an import dangerous; each kind is a file of its own.
protocol Hazard: SendableMetatype {
  /// What stands against deferring an imported name, or nil.
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason?
}

/// Something about the loading that would be deferred which makes that dangerous; each kind is a file of its own.
///
/// Asked for the names that nothing else stands against, because what must stay anyway has its effects anyway.
protocol LoadingHazard: SendableMetatype {
  /// What stands against loading the modules behind an imported name later, or nil.
  static func reason(against name: CandidateImport, in evidence: Evidence, _ deferred: DeferredModules) -> Reason?
}

/// An imported name that may be deferred, with all that hazards look at.
struct CandidateImport {
  let statement: StatementReference
  let syntax: ModuleSyntax
  /// The places that read the name.
  private(set) var uses: [Use]
  /// Whether there are more of them, in annotations.
  private(set) var isAnnotating = false

  init?(_ statement: StatementReference, in graph: ImportGraph) {
    guard let syntax = graph.project.files[statement.file] else { return nil }
    self.statement = statement
    self.syntax = syntax
    uses = syntax.uses(ofPart: statement.reference, moving: [statement.reference])
  }

  /// The name as far as something else than annotations reads it.
  var withoutAnnotations: CandidateImport {
    var result = self
    result.isAnnotating = uses.contains(where: \.isAnnotation)
    result.uses = uses.filter { !$0.isAnnotation }
    return result
  }

  var importStatement: ImportStatement { syntax.imports[statement.reference.statement] }
  var importedName: ImportedName { syntax[statement.reference] }

  /// Whether the name is taken from a part of the package whose `__init__.py` the file is, or is such a part itself.
  func isOwnPart(in evidence: Evidence) -> Bool {
    guard statement.file.hasSuffix("/__init__.py"),
      let source = evidence.names.source(of: importStatement, in: statement.file)
    else { return false }
    let package = evidence.graph.project.moduleName(of: statement.file)
    return source == package || source.hasPrefix(package + ".")
  }

  /// What it binds: one name, or those of a star import.
  var boundNames: [String] { syntax.boundNames(of: statement.reference) }

  /// The module the name is taken from, as written: `a.b` for `import a.b` and for `from a.b import c`.
  var targetModule: String { importStatement.fromModule ?? importedName.name }

  func line(of use: Use) -> Int { syntax.source.lines.line(at: use.range.lowerBound) }
}

/// The hazards in the order in which they are asked: the first reason is shown, so the plainest come first.
public enum Hazards {
  static let all: [any Hazard.Type] = [
    KeptByRecipe.self, PackageInterface.self, DeclaredExport.self, SideEffectImport.self, OrderedPatching.self,
    DenyList.self, DynamicNames.self, NamespaceLookup.self, NamespaceReading.self, ReadFromOutside.self,
    PatchedByTests.self, NamedInText.self, ModuleAsObject.self, ProbedModule.self, ImplicitSubmodule.self,
    CalledWhileLoading.self, CoroutineUse.self, ShutdownUse.self, HookUse.self, ChildUse.self, ThreadUse.self,
    CompiledFunction.self, NamedInItsText.self, ChangingValue.self, StarOverwrite.self, ReplacedModule.self,
    ImportCircle.self, UnsettledName.self, SearchPathChange.self, ProcessChange.self,
  ]

  /// Those of what an import loads, in the order in which they are asked.
  static let ofLoading: [any LoadingHazard.Type] = [ObservedEffect.self, LoadTimeAct.self, LoadOrder.self]

  /// How many kinds of hazard an import is held against, with those of what it loads.
  public static var count: Int { all.count + ofLoading.count }

  /// What stands against moving or removing an import; a reason that the user allows only if there is no other.
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    first(of: all, name, evidence)
  }

  /// What the loading of the module itself stands for; asked for the names that nothing else stands against, because what
  /// must stay anyway is loaded when it is now.
  static func reasonOfLoading(
    against name: CandidateImport,
    in evidence: Evidence,
    staying: StayingImports,
    keeping: [Int] = []
  ) -> Reason? {
    let deferred = DeferredModules(behind: name.statement, staying, keeping: keeping)
    for hazard in ofLoading {
      if let reason = hazard.reason(against: name, in: evidence, deferred) { return reason }
    }
    return nil
  }

  /// What stands against exporting a name lazily: others may go on reading it from the module.
  static func reasonAgainstExport(of name: CandidateImport, in evidence: Evidence) -> Reason? {
    // A star import asks for each name of `__all__`, and gets an exported one as well, however the list was made; unless it is
    // made from what the module has, and not in the one way in which it can be made from what is to come as well.
    if evidence.offers.isUnknown(name.statement.file), name.syntax.looksAtOwnNames(behind: name.importStatement) {
      return Reason(.exported, "`__all__` is made from the names that the module has")
    }
    if let line = PartImport.lineRelying(on: name), evidence.graph.project.package(of: name.statement.file) != nil {
      let bound = name.importedName.boundName
      return Reason(
        .exported,
        "the module has `\(bound)` by this import while that of a part of it (line \(line)) may wait"
      )
    }
    // Who replaces an attribute finds an exported one as well; only the module's own functions would not see the other.
    let isUsed = !name.uses.isEmpty
    return first(of: isUsed ? againstExport : againstExport.filter { $0 != PatchedByTests.self }, name, evidence)
  }

  private static let againstExport: [any Hazard.Type] = {
    let offered: [any Hazard.Type] = [
      PackageInterface.self, ReadFromOutside.self, NamedInText.self, SideEffectImport.self, DeclaredExport.self,
      DynamicNames.self, ModuleAsObject.self,
    ]
    return [UnreadExport.self, SubmoduleShadow.self, HandedNamespace.self, ModuleNamespace.self]
      + all.filter { hazard in !offered.contains { $0 == hazard } }
  }()

  /// What stands against making an import lazy (PEP 810).
  ///
  /// The name stays where it is, for the module itself and for all who ask the module for it, by an attribute, by `from` and
  /// by `*`; it is in `dir()` and in `__all__`; code in texts finds it. So nothing counts that is about a name which has moved:
  /// only what is about the moment of loading, and about those who look into the namespace by hand.
  static func reasonAgainstLaziness(of name: CandidateImport, in evidence: Evidence) -> Reason? {
    first(of: againstLaziness, name, evidence)
  }

  private static let againstLaziness: [any Hazard.Type] = [
    KeptByRecipe.self, UnreadExport.self, SubmoduleShadow.self, OrderedPatching.self, DenyList.self, LazyNamespace.self,
    NamespaceLookup.self, NamespaceReading.self, LazyPatchedName.self, LazyModuleAsObject.self, ProbedModule.self,
    LazySubmodule.self, ReadWhileLoading.self, CoroutineUse.self, ShutdownUse.self, HookUse.self, ChildUse.self,
    ThreadUse.self, CompiledFunction.self, ChangingValue.self, ReplacedModule.self, ImportCircle.self,
    UnsettledName.self, SearchPathChange.self, ProcessChange.self,
  ]

  /// What stands against taking a name from where it is defined: it stays what and where it is, but the module that passed
  /// it on is loaded later, or not at all.
  static func reasonAgainstNarrowing(of name: CandidateImport, in evidence: Evidence) -> Reason? {
    first(of: againstNarrowing, name, evidence)
  }

  private static let againstNarrowing: [any Hazard.Type] = [
    KeptByRecipe.self, OrderedPatching.self, DenyList.self, ProbedModule.self, ImplicitSubmodule.self,
    ChangingValue.self, ReplacedModule.self, ImportCircle.self, UnsettledName.self, SearchPathChange.self,
    ProcessChange.self,
  ]

  private static func first(
    of hazards: [any Hazard.Type],
    _ name: CandidateImport,
    _ evidence: Evidence
  ) -> Reason? {
    var caution: Reason?
    for hazard in hazards {
      guard let reason = hazard.reason(against: name, in: evidence) else { continue }
      guard evidence.allows(reason) else { return reason }
      caution = caution ?? reason
    }
    return caution
  }
}

extension ModuleSyntax {
  /// Whether code that may run while the module is loaded looks at what names the module has, but for a list behind an
  /// import that is plainly one of the public names.
  fileprivate func looksAtOwnNames(behind statement: ImportStatement) -> Bool {
    let list = directoryOfAll.flatMap { statement.range.upperBound <= $0.lowerBound ? $0 : nil }
    let asked: Set = ["dir", "globals", "locals", "vars"]
    // What Python calls later, for others.
    let later = Set(scopes.filter { $0.parent == 0 && ["__dir__", "__getattr__"].contains($0.name) }.map(\.index))
    let isAsked = uses.contains { use in
      use.resolved == nil && asked.contains(use.name) && use.action == .load
        && list?.contains(use.range.lowerBound) != true && !(use.function.map(later.contains) ?? false)
    }
    if isAsked || dynamicNameAccess.contains(where: { $0.kind == .systemModules && $0.function == nil }) { return true }
    // `__all__ = names_of(__name__)`
    return source.bytes.split(separator: .lineFeed).contains { line in
      line.firstRange(of: Array("__all__".utf8)) != nil
        && ["__name__", "__dict__"].contains { line.firstRange(of: Array($0.utf8)) != nil }
    }
  }
}
