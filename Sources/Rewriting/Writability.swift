public import Advice
public import ImportGraph
internal import PythonSyntax

/// Asks the strategies whether a change can be written, as far as can be said without writing it.
public struct Writability: Sendable {
  private let graph: ImportGraph
  private let form: ImportForm
  private let origins: NameOrigins

  /// Prepares for the files of a graph, and the form that their imports are to have.
  public init(_ graph: ImportGraph, form: ImportForm = ImportForm()) {
    self.graph = graph
    self.form = form
    origins = NameOrigins(graph)
  }

  /// Why a strategy cannot change a name, or nil.
  public func reason(against statement: StatementReference, by strategy: PlannedChange.Strategy) -> Reason? {
    guard let syntax = graph.project.files[statement.file] else { return nil }
    let name = statement.reference
    switch strategy {
    case .local: return Local.refusal(moving: name, in: syntax)?.asReason
    case .moduleGetattr:
      if let unconfirmed = unconfirmed(statement, syntax) {
        return Reason(.starImport, "the text of the module behind the star import does not have `\(unconfirmed)`")
      }
      let facade = Facade(of: statement.file, origins, syntax)
      return ModuleGetattr.refusal(exporting: name, of: facade, in: syntax)?.asReason
    case .typeChecking:
      return TypeChecking.refusal(moving: name, in: syntax, postpones: form.postponesAnnotations)?.asReason
    case .lazyKeyword: return LazyKeyword.refusal(deferring: name, in: syntax)?.asReason
    case .lazyModules:
      let module = graph.modules.first { $0.file == statement.file }?.name
      return LazyModules.refusal(deferring: name, inModuleNamed: module, in: syntax)?.asReason
    case .narrow: return Narrow.refusal(narrowing: name, in: syntax)?.asReason
    case .remove:
      do {
        _ = try ImportRemoval.edits(removing: [name], in: syntax)
        return nil
      } catch {
        return error.asReason
      }
    }
  }

  /// A name that a star import was seen to bind and that its module has got from nobody knows where.
  private func unconfirmed(_ statement: StatementReference, _ syntax: ModuleSyntax) -> String? {
    let star = syntax.imports[statement.reference.statement]
    guard star.isStar else { return nil }
    return syntax.names(boundBy: star).first { !origins.isConfirmed($0, of: star, in: statement.file) }
  }
}

extension Facade {
  /// What the graph knows of a file.
  init(of file: String, _ origins: NameOrigins, _ syntax: ModuleSyntax, parts: [String] = []) {
    var strange: [String: Set<String>] = [:]
    for star in syntax.imports where star.isStar && star.scope == 0 {
      strange[star.fromModule ?? "", default: []].formUnion(origins.strangeParts(of: star, in: file))
    }
    self.init(
      module: origins.module(of: file),
      parts: parts,
      settledNames: origins.settledNames(in: file),
      strangeParts: strange.filter { !$0.value.isEmpty }
    )
  }
}

extension Refusal {
  /// The refusal as a reason in a plan.
  public var asReason: Reason { Reason(hazard, description) }

  /// The short name of the hazard behind a refusal.
  private var hazard: HazardKind {
    switch self {
    case .notUnderstood: .notUnderstood
    case .kept: .kept
    case .unsuitableStatement: .starImport
    case .nested, .emptiesBlock: .conditionalImport
    case .otherEncoding: .encoding
    case .sharesLine, .inlineBody, .unexpectedResult: .layout
    case .unused: .sideEffect
    case .usedOnImport, .usedBelowGuard: .usedWhileLoading
    case .takenTogether: .takenTogether
    case .usedInAnnotation, .notAnnotating: .annotation
    case .annotationIsRead: .annotationsRead
    case .deleted, .boundElsewhere: .rebound
    case .exported: .exported
    case .noStatementPlace: .noPlace
    case .nameIsTaken: .shadowed
    }
  }
}
