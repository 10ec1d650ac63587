public import Advice
public import ImportGraph
internal import PythonSyntax

/// Asks the strategies whether a change can be written, as far as can be said without writing it.
public enum Writability {
  /// Why a strategy cannot change a name, or nil.
  public static func reason(
    against statement: StatementReference,
    by strategy: PlannedChange.Strategy,
    in graph: ImportGraph,
    form: ImportForm = ImportForm()
  ) -> Reason? {
    guard let syntax = graph.project.files[statement.file] else { return nil }
    let name = statement.reference
    switch strategy {
    case .local: return Local.refusal(moving: name, in: syntax)?.asReason
    case .moduleGetattr: return ModuleGetattr.refusal(exporting: name, in: syntax)?.asReason
    case .typeChecking:
      return TypeChecking.refusal(moving: name, in: syntax, postpones: form.postponesAnnotations)?.asReason
    case .lazyKeyword: return LazyKeyword.refusal(deferring: name, in: syntax)?.asReason
    case .lazyModules:
      let module = graph.modules.first { $0.file == statement.file }?.name
      return LazyModules.refusal(deferring: name, inModuleNamed: module, in: syntax)?.asReason
    case .remove:
      do {
        _ = try ImportRemoval.edits(removing: [name], in: syntax)
        return nil
      } catch {
        return error.asReason
      }
    }
  }
}

extension Refusal {
  /// The refusal as a reason in a plan.
  public var asReason: Reason { Reason(hazard, description) }

  /// The short name of the hazard behind a refusal.
  private var hazard: String {
    switch self {
    case .notUnderstood: "not-understood"
    case .kept: "kept"
    case .unsuitableStatement: "star-import"
    case .nested, .emptiesBlock: "conditional-import"
    case .sharesLine, .inlineBody, .unexpectedResult: "layout"
    case .unused: "side-effect"
    case .usedOnImport, .usedBelowGuard: "used-while-loading"
    case .takenTogether: "taken-together"
    case .usedInAnnotation, .notAnnotating: "annotation"
    case .annotationIsRead: "annotations-read"
    case .deleted, .boundElsewhere: "rebound"
    case .exported: "exported"
    case .noStatementPlace: "no-place"
    case .nameIsTaken: "shadowed"
    }
  }
}
