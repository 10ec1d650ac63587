public import ImportGraph
internal import PythonSyntax

extension Recipe.KeptImport.Cause {
  /// The cause that a kind of hazard stands for; nil if the text of the file says as much to everybody who reads it.
  ///
  /// - Parameter hazard: the kind of hazard.
  public init?(hazard: HazardKind) {
    switch hazard {
    case .effect, .changingValue: self = .monkeypatching
    case .registration, .sideEffect: self = .registration
    case .processState, .loadTime, .loggers: self = .environment
    case .patchingOrder, .effectOrder, .importCycle: self = .order
    default: return nil
    }
  }
}

extension Recipe {
  /// What a plan has found of the imports of one package: what it changes, and what has to stay for a reason that the
  /// recording showed.
  ///
  /// - Parameters:
  ///   - plan: the plan; of a proven patch if its changes are to be called safe.
  ///   - graph: what the plan was made for.
  ///   - package: the package's name, as it is installed.
  /// - Returns: the facts, in the order of the plan.
  public static func facts(
    of plan: Plan,
    in graph: ImportGraph,
    about package: String
  ) -> (defer: [DeferrableImport], keep: [KeptImport]) {
    let project = graph.project
    func isOf(_ file: String) -> Bool {
      project.package(of: file).map { RecipeBook.isSame($0.distribution.name, package) } ?? false
    }
    func imports(_ statement: StatementReference) -> String? {
      project.files[statement.file].map { syntax in
        let written = syntax.imports[statement.reference.statement]
        return name(of: syntax[statement.reference], in: written, of: statement.file, project)
      }
    }
    let changes = plan.changes.filter { isOf($0.statement.file) }.compactMap { change in
      imports(change.statement).map {
        DeferrableImport(
          module: project.moduleName(of: change.statement.file),
          imports: $0,
          strategy: change.strategy.rawValue
        )
      }
    }
    let refusals = plan.refusals.filter { isOf($0.statement.file) }.compactMap { refusal -> KeptImport? in
      guard let cause = KeptImport.Cause(hazard: refusal.reason.hazard), let imports = imports(refusal.statement) else {
        return nil
      }
      return KeptImport(
        module: project.moduleName(of: refusal.statement.file),
        imports: imports,
        cause: cause,
        note: refusal.reason.sentence
      )
    }
    return (changes, refusals)
  }
}
