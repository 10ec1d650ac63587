public import Advice
public import ImportGraph
internal import PythonSyntax

/// Asks the strategies whether a change can be written, as far as can be said without writing it.
public enum Writability {
  /// Why a strategy cannot change a name, or nil.
  public static func reason(
    against statement: StatementReference,
    by strategy: PlannedChange.Strategy,
    in project: Project
  ) -> Reason? {
    guard let syntax = project.files[statement.file] else { return nil }
    switch strategy {
    case .local: return Local.refusal(moving: statement.reference, in: syntax)?.asReason
    case .moduleGetattr: return ModuleGetattr.refusal(exporting: statement.reference, in: syntax)?.asReason
    case .remove:
      do {
        _ = try ImportRemoval.edits(removing: [statement.reference], in: syntax)
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
    case .usedInAnnotation, .notAnnotating: "annotation"
    case .annotationIsRead: "annotations-read"
    case .deleted, .boundElsewhere: "rebound"
    case .exported: "exported"
    case .noStatementPlace: "no-place"
    case .nameIsTaken: "shadowed"
    }
  }
}
