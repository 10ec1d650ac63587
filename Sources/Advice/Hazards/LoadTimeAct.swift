internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// The text of a module that would come later shows that its loading does something which others rely on, or which turns out
/// otherwise at another time.
enum LoadTimeAct: LoadingHazard {
  static func reason(
    against name: CandidateImport,
    in evidence: Evidence,
    _ deferred: DeferredModules
  ) -> Reason? {
    for module in deferred.later.sorted() {
      let loaded = evidence.graph.modules[module].name
      for act in evidence.loadActs.acts(of: module) {
        switch act.kind {
        case .change(let other):
          guard deferred.isSeen(other, without: module) else { continue }
          return .unsafe(
            .registration,
            "loading `\(loaded)` hands something to `\(evidence.graph.modules[other].name)` (\(act.place): "
              + "`\(act.subject)`), where others may look for it before"
          )
        case .processChange:
          return .unsafe(
            .processState,
            "loading `\(loaded)` changes what the whole process shares (\(act.place): `\(act.subject)`)"
          )
        case .moment:
          return .unsafe(
            .loadTime,
            "loading `\(loaded)` asks for what depends on when that happens (\(act.place): `\(act.subject)`)"
          )
        case .logger:
          guard let found = evidence.change(after: name, where: { $0.kind == .loggers }) else { continue }
          return .unsafe(
            .loggers,
            "loading `\(loaded)` makes a logger (\(act.place)), and \(found.place) switches off those that exist by then"
          )
        case .reading(let state, let variable):
          let found = evidence.change(after: name) { change in
            guard change.kind == .state(state) else { return false }
            return change.name == nil || variable == nil || change.name == variable
          }
          guard let found else { continue }
          return .unsafe(
            .loadTime,
            "loading `\(loaded)` reads \(state.rawValue) (\(act.place): `\(act.subject)`), which \(found.place) changes"
          )
        }
      }
    }
    return nil
  }
}
