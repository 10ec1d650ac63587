public import SourceText

/// What the star imports of a file bind, as somebody has seen it: the text does not tell.
public struct StarNames: Sendable, Hashable {
  /// The names by the line of the statement.
  public var lines: [Int: [String]]
  /// The names by the module as the statement writes it, dots included.
  public var modules: [String: [String]]

  /// Names by line, or by module.
  public init(lines: [Int: [String]] = [:], modules: [String: [String]] = [:]) {
    self.lines = lines
    self.modules = modules
  }

  /// Whether nothing was seen.
  public var isEmpty: Bool { lines.isEmpty && modules.isEmpty }

  func names(of statement: ImportStatement) -> [String]? {
    lines[statement.line] ?? statement.fromModule.flatMap { modules[$0] }
  }
}

extension ModuleSyntax {
  /// What the star imports bind, as far as the analysis was told.
  public var starNames: StarNames {
    var names: [String: [String]] = [:]
    for statement in imports where statement.isStar && !statement.names.isEmpty {
      names[statement.fromModule ?? "", default: []] += self.names(boundBy: statement)
    }
    return StarNames(modules: names)
  }

  /// The names that a star import is known to bind, or those that another import binds.
  public func names(boundBy statement: ImportStatement) -> [String] {
    guard statement.isStar else { return statement.names.map(\.boundName) }
    return bindings(of: statement).map(\.name)
  }

  /// What an import names, by the names that the other module has for it; for a star what it is known to bind.
  public func names(importedBy statement: ImportStatement) -> [String] {
    statement.isStar ? names(boundBy: statement) : statement.names.map(\.name)
  }

  /// The same file with another text; its star imports bind what they did.
  public func rewritten(as source: SourceFile) -> ModuleSyntax {
    ModuleSyntax(source: source, edition: edition, starNames: starNames)
  }
}
