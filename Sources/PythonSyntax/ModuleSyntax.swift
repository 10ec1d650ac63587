public import SourceText
internal import TreeSitter

/// What one file imports, binds and uses, and when each use happens.
///
/// A class, for it has many parts and is handed to whatever asks about an import; it never changes.
public final class ModuleSyntax: Sendable, Hashable {
  /// The file.
  public let source: SourceFile
  /// The import statements in the order of the text.
  public let imports: [ImportStatement]
  /// The scopes, parents before children; the first is the module.
  public let scopes: [Scope]
  /// The places that bind a name, in the order of the text.
  public let bindings: [Binding]
  /// The places that read or delete a name, in the order of the text.
  public let uses: [Use]
  /// What could not be understood; nothing else may be relied on unless this is empty.
  public let problems: [SyntaxProblem]
  /// How the file is written.
  public let style: FileStyle
  /// What `__all__` says; nil if the module has none.
  public let exports: Exports?
  /// What the interpreter understands that runs the file.
  public let edition: LanguageEdition
  /// Whether `from __future__ import annotations` keeps annotations from being evaluated.
  public let hasPostponedAnnotations: Bool
  /// The bytes of the module's docstring.
  public let docstring: Range<Int>?
  /// The places that reach names in ways that cannot be followed.
  public let dynamicNameAccess: [DynamicNameAccess]
  private let index = NameIndex()

  /// Analyses a file.
  ///
  /// - Parameters:
  ///   - source: the file.
  ///   - edition: what the interpreter understands that runs it.
  ///   - starNames: what its star imports bind; those that are not named bind nothing that could be known.
  /// - Complexity: O(n log n) in the size of the file, without recursion.
  public init(source: SourceFile, edition: LanguageEdition = .upTo313, starNames: StarNames = StarNames()) {
    self.source = source
    self.edition = edition
    let text = ParsableText(source, edition)
    let root = Parser(.python).parse(text.bytes).root
    let comments = CommentIndex(root, text)
    hasPostponedAnnotations = FutureImports.contains("annotations", in: root, text)
    var collector = NameCollector(root.tree, text, comments, hasPostponedAnnotations: hasPostponedAnnotations)
    collector.evaluatesAnnotations = !hasPostponedAnnotations && edition == .upTo313
    collector.starNames = starNames
    collector.collect()
    let resolver = NameResolver(collector)
    scopes = resolver.scopes
    bindings = resolver.bindings
    uses = resolver.uses
    imports = collector.imports
    problems = text.problems + ProblemCollector(root, source.lines).problems
    style = StyleDetector(root, text).style
    exports = ExportCollector(root, text).exports
    docstring = root.docstring(in: text)?.range
    dynamicNameAccess = DynamicAccessCollector(collector, uses: resolver.uses, lines: source.lines).accesses
  }

  /// Joins what an earlier analysis has found.
  init(
    source: SourceFile,
    edition: LanguageEdition,
    imports: [ImportStatement],
    scopes: [Scope],
    bindings: [Binding],
    uses: [Use],
    problems: [SyntaxProblem],
    style: FileStyle,
    exports: Exports?,
    hasPostponedAnnotations: Bool,
    docstring: Range<Int>?,
    dynamicNameAccess: [DynamicNameAccess]
  ) {
    self.source = source
    self.edition = edition
    self.imports = imports
    self.scopes = scopes
    self.bindings = bindings
    self.uses = uses
    self.problems = problems
    self.style = style
    self.exports = exports
    self.hasPostponedAnnotations = hasPostponedAnnotations
    self.docstring = docstring
    self.dynamicNameAccess = dynamicNameAccess
  }

  /// Whether two files are the same, and were understood alike.
  public static func == (left: ModuleSyntax, right: ModuleSyntax) -> Bool {
    left === right
      || left.source == right.source && left.edition == right.edition && left.archive == right.archive
  }

  /// By the file.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(source)
    hasher.combine(edition)
  }

  /// Its bindings and uses by name.
  var nameIndex: NameIndex.Entries { index.entries(of: self) }

  /// The bindings that an import statement makes.
  public func bindings(of statement: ImportStatement) -> [Binding] {
    bindings.filter {
      guard case .import(statement.index, _) = $0.kind else { return false }
      return true
    }
  }

  /// The uses of a name that lives in a scope.
  public func uses(of name: String, in scope: Int) -> [Use] {
    (nameIndex.uses[NameIndex.Name(name: name, scope: scope)] ?? []).map { uses[$0] }
  }

  /// A scope and those around it, from the inside to the module.
  public func enclosing(_ scope: Int) -> [Scope] {
    var found: [Scope] = []
    var next: Int? = scope
    while let index = next {
      found.append(scopes[index])
      next = scopes[index].parent
    }
    return found
  }
}
