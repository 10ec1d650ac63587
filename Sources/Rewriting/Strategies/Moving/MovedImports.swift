internal import PythonSyntax
internal import SourceText

/// Writes imports that move as they were written before: in their order, in their groups, with their comments.
struct MovedImports {
  private let module: ModuleSyntax
  private let references: [ImportReference]
  private let text: SourceLines

  init(_ module: ModuleSyntax, _ references: [ImportReference]) {
    self.module = module
    self.references = references
    text = SourceLines(module.source)
  }

  /// The edits that put each name into its functions, by scope index.
  ///
  /// - Parameters:
  ///   - functions: the functions of each name.
  ///   - stars: the functions of each name that a star import binds.
  ///   - late: the names that go into the branch that needs them, where there is one.
  /// - Returns: the edits, in no order.
  /// - Throws: `Refusal` for a name that has no place in a function.
  func placements(
    into functions: [ImportReference: [Int]],
    stars: [ImportReference: [String: [Int]]] = [:],
    late: Set<ImportReference> = []
  ) throws(Refusal) -> [Edit] {
    var edits: [Edit] = []
    let branches = late.isEmpty ? nil : BranchPlacement(module)
    for function in Set(functions.values.joined()).union(stars.values.flatMap(\.values).joined()).sorted() {
      var moved = references.filter { functions[$0]?.contains(function) == true }
      var sites: [BranchSite: [ImportReference]] = [:]
      for name in moved where late.contains(name) {
        if let site = branches?.site(for: name, inFunction: function) { sites[site, default: []].append(name) }
      }
      for (site, names) in sites.sorted(by: { $0.key.offset < $1.key.offset }) {
        guard let branches else { continue }
        edits.append(try branches.insertion(of: lines(for: names), at: site, inFunction: function))
        moved.removeAll(where: names.contains)
      }
      let taken = stars.compactMapValues { names -> [String]? in
        let names = names.filter { $0.value.contains(function) }.keys.sorted()
        return names.isEmpty ? nil : names
      }
      let early = moved.filter { !isUsed($0, inFunction: function) }
      let lines =
        lines(for: moved.filter { !early.contains($0) }) + lines(taking: taken)
        + lines(for: early).map { line in
          var line = line
          line.comment = "# noqa: F401 (loaded before an event loop waits for it)"
          return line
        }
      edits += try ImportPlacement.edits(placing: lines, inFunction: function, of: module)
    }
    return edits
  }

  /// Whether a function reads a name, or one inside it does; an `__init__` may import it for the coroutines of its class alone.
  private func isUsed(_ reference: ImportReference, inFunction function: Int) -> Bool {
    module.uses(of: reference).contains { use in
      module.enclosing(use.scope).contains { $0.index == function }
    }
  }

  /// The statements that take single names of star imports: no function can have a star.
  private func lines(taking names: [ImportReference: [String]]) -> [ImportLine] {
    names.sorted { $0.key < $1.key }.map { reference, names in
      let statement = module.imports[reference.statement]
      var line = ImportLine(from: statement.fromModule, names.map { ImportLine.Name($0) })
      line.group = group(of: statement)
      return line
    }
  }

  /// The statements that import some of the moving names.
  func lines(for moved: [ImportReference]) -> [ImportLine] {
    let byStatement = Dictionary(grouping: moved, by: \.statement)
    return byStatement.sorted { $0.key < $1.key }.map { index, names in
      let statement = module.imports[index]
      var line = ImportLine(statement, names: names.map(\.name))
      line.group = group(of: statement)
      // A comment is about the whole statement, so it moves only where all of it moves.
      if names.count == statement.names.count {
        line.comment = statement.trailingComment.flatMap(usefulComment)
        line.leadingComments = CommentOwnership(module, text).commentsGoing(with: statement).map(text.source.text)
      }
      return line
    }
  }

  /// A comment that still makes sense in a function; that an import is late is no longer worth a `noqa`.
  private func usefulComment(_ range: Range<Int>) -> String? {
    let comment = text.source.text(in: range)
    return comment.lowercased().filter { $0 != " " } == "#noqa:e402" ? nil : comment
  }

  /// How many times a blank line stands between imports of the module in front of this one.
  private func group(of statement: ImportStatement) -> Int {
    let earlier = module.imports.filter { $0.isTopLevel && $0.index <= statement.index }
    return zip(earlier, earlier.dropFirst()).count { previous, next in
      let between = text.lines(of: previous.range).upperBound..<next.line
      return between.contains { text.isBlank(line: $0) }
    }
  }
}
