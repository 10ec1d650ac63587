internal import ImportGraph

/// The sub-packages of a library that cost much and that few events or none need.
struct CostlyParts {
  private let evidence: LibraryEvidence
  /// Of every package, the modules in it, itself included.
  private var inside: [String: [Module]] = [:]
  private var children: [String: Set<String>] = [:]

  init(_ evidence: LibraryEvidence) {
    self.evidence = evidence
    for module in evidence.modules {
      var name = module.name
      inside[name, default: []].append(module)
      while let dot = name.lastIndex(of: ".") {
        let package = String(name[..<dot])
        children[package, default: []].insert(name)
        inside[package, default: []].append(module)
        name = package
      }
    }
  }

  /// The modules of the parts, and the parts themselves, the costliest first.
  func found() -> (modules: [Module], parts: [Finding.Part]) {
    let tops = inside.keys.filter { !$0.contains(".") }
    var names: [String] = []
    for top in tops.sorted() { search(below: top, &names) }
    let parts = names.compactMap(part).sorted { ($0.time, $1.name) > ($1.time, $0.name) }
    return (names.flatMap { inside[$0] ?? [] }, parts)
  }

  /// The largest packages that can go as a whole; a package that is needed is searched for such.
  private func search(below package: String, _ names: inout [String]) {
    for child in (children[package] ?? []).sorted() {
      let modules = inside[child] ?? []
      guard Double(modules.reduce(0) { $0 + $1.selfTime }) >= evidence.leastTime else { continue }
      if evidence.isRare(evidence.share(of: evidence.runs(needing: modules))) {
        names.append(child)
      } else {
        search(below: child, &names)
      }
    }
  }

  private func part(_ name: String) -> Finding.Part? {
    guard let modules = inside[name], let first = modules.min(by: { $0.index < $1.index }) else { return nil }
    return Finding.Part(
      name: name,
      moduleCount: modules.count,
      time: modules.reduce(0) { $0 + $1.selfTime },
      memory: modules.reduce(0) { $0 + $1.selfMemory },
      events: evidence.runs(needing: modules).map { evidence.graph.runs[$0].event },
      callPath: evidence.graph.callPath(to: first)
    )
  }
}
