internal import PythonSyntax

/// Finds the names that a function would have needed only in a branch that was, as it seems, not taken.
///
/// First calls tell that a function ran, not which of its lines. But where all it does with a library stands in one branch,
/// calls something of it there, and no Python function of the library ran, that branch was hardly taken. A library whose
/// functions leave no trace, since they are written in C or ran in a child process, can deceive this: then the import in the
/// branch is executed, at worst as early as before, and the proof's measurement lacks the gain.
struct UntakenBranches {
  private let graph: ImportGraph
  private var targets: [StatementReference: [Int]] = [:]

  init(_ graph: ImportGraph) {
    self.graph = graph
    for edge in graph.edges {
      if let statement = edge.statement { targets[statement, default: []].append(edge.target) }
    }
  }

  /// A name that a run may have reached without need.
  private struct Candidate {
    let name: StatementReference
    let run: Int
    /// The functions of its file that ran.
    let ran: Set<Int>
  }

  /// The names that each run reached by its functions only.
  ///
  /// - Parameters:
  ///   - runs: the runs.
  ///   - functions: for each the functions that ran, by file and scope.
  /// - Returns: for each those whose import could have waited for the branch.
  func spared(in runs: [RunUsage], functions: [[String: Set<Int>]]) -> [Set<StatementReference>] {
    var candidates: [String: [Candidate]] = [:]
    for (index, run) in runs.enumerated() {
      for name in run.reached where leavesTraces(name) && !isUsed(name, in: run) {
        guard let ran = functions[index][name.file] else { continue }
        candidates[name.file, default: []].append(Candidate(name: name, run: index, ran: ran))
      }
    }
    let files = candidates.keys.sorted()
    let found = files.concurrentMap { [candidates, graph] file -> [Candidate] in
      guard let syntax = graph.project.files[file] else { return [] }
      let held = (candidates[file] ?? []).compactMap { candidate in
        Self.uses(of: candidate.name, inReadersOf: syntax, candidate.ran).map { (candidate, $0) }
      }
      guard !held.isEmpty else { return [] }
      // The file has to be parsed once more.
      let sites = BranchSites(syntax)
      return held.filter { _, uses in
        uses.allSatisfy { sites.site(holding: $1, in: $0) != nil && $1.contains(where: sites.isCalled) }
      }
      .map(\.0)
    }
    var spared = [Set<StatementReference>](repeating: [], count: runs.count)
    for candidate in found.joined() { spared[candidate.run].insert(candidate.name) }
    return spared
  }

  /// By function that ran and reads the name, all uses that an import in it has to serve; nil if it could not stand there.
  private static func uses(
    of name: StatementReference,
    inReadersOf syntax: ModuleSyntax,
    _ ran: Set<Int>
  ) -> [Int: [Use]]? {
    let uses = syntax.uses(of: name.reference).filter { !$0.isAnnotation }
    // An `__init__` imports at once what the coroutines of its class need.
    let early = uses.compactMap { syntax.initializer(before: $0.scope)?.index }
    guard ran.isDisjoint(with: early) else { return nil }
    var result: [Int: [Use]] = [:]
    for reader in Set(uses.compactMap(\.function)).intersection(ran) {
      let functions = syntax.enclosing(reader).filter { $0.kind == .function }
      guard let outermost = functions.last, syntax.scopes[reader].kind == .function else { return nil }
      // An import goes where all of an outermost function's uses can see it: that must be the reader itself.
      let together = uses.filter { syntax.enclosing($0.scope).contains { $0.index == outermost.index } }
      guard together.allSatisfy({ syntax.enclosing($0.scope).contains { $0.index == reader } }) else { return nil }
      result[reader] = together
    }
    return result
  }

  /// Whether the module that the name leads to is written in Python, so that its functions are recorded.
  private func leavesTraces(_ name: StatementReference) -> Bool {
    let files = leading(name).compactMap { graph.modules[$0].file }
    return !files.isEmpty && files.allSatisfy { $0.hasSuffix(".py") || $0.hasSuffix(".pyc") }
  }

  /// Whether a function of the library that the name leads to ran; of the program's own modules, and of a library's
  /// sub-packages, each is its own library.
  private func isUsed(_ name: StatementReference, in run: RunUsage) -> Bool {
    leading(name).contains { target in
      let module = graph.modules[target]
      let isOwn = module.distribution.kind == .firstParty || module.file?.hasSuffix("/__init__.py") == true
      let library = isOwn ? module.name : String(module.name.prefix { $0 != "." })
      return run.roots.contains { graph.modules[$0].name == library || graph.modules[$0].name.hasPrefix(library + ".") }
    }
  }

  /// The modules that a name leads to, without the packages around them.
  private func leading(_ name: StatementReference) -> [Int] {
    let all = targets[name] ?? []
    return all.filter { target in
      !all.contains { graph.modules[$0].name.hasPrefix(graph.modules[target].name + ".") }
    }
  }
}
