internal import PythonSyntax
internal import SourceText

/// Finds the names that a function would have needed only in a branch that was not taken: none of its lines ran.
struct UntakenBranches {
  private let project: Project

  init(_ project: Project) {
    self.project = project
  }

  /// Of the names that a run did not read, those whose import could have waited for the branch.
  ///
  /// - Parameters:
  ///   - names: names that functions read which ran, on lines that did not.
  ///   - functions: the functions that ran, by file and scope.
  ///   - lines: the lines of functions that ran, by file.
  /// - Returns: those names.
  func spared(
    among names: Set<StatementReference>,
    functions: [String: Set<Int>],
    lines: [String: Set<Int>]
  ) -> Set<StatementReference> {
    let parts = Dictionary(grouping: names, by: \.file).sorted { $0.key < $1.key }
    let found = parts.concurrentMap { [project] part -> [StatementReference] in
      guard let syntax = project.files[part.key] else { return [] }
      let (ran, lines) = (functions[part.key] ?? [], lines[part.key] ?? [])
      let held = part.value.compactMap { name in
        Self.uses(of: name, inReadersOf: syntax, ran).map { (name, $0) }
      }
      guard !held.isEmpty else { return [] }
      // The file has to be parsed once more.
      let sites = BranchSites(syntax)
      return held.filter { _, uses in
        uses.allSatisfy { function, uses in
          guard let site = sites.site(holding: uses, in: function) else { return false }
          let first = uses.map(\.range.lowerBound).min() ?? site.offset
          return lines.isDisjoint(with: syntax.lines(from: site.offset, to: first))
        }
      }
      .map(\.0)
    }
    return Set(found.joined())
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
}

extension ModuleSyntax {
  /// The lines from that of one offset to that of a later one.
  fileprivate func lines(from start: Int, to end: Int) -> ClosedRange<Int> {
    let first = source.lines.line(at: start)
    return first...max(first, source.lines.line(at: end))
  }
}
