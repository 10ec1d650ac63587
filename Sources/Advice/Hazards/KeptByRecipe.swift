/// A recipe says that the import must stay.
enum KeptByRecipe: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    evidence.recipes.keeps(name.statement).map { recipe, fact in
      Reason(.recipe, "\(fact.note) (\(fact.cause.rawValue); recipe for \(recipe.distribution))")
    }
  }
}
