internal import PythonSyntax
internal import SourceText

/// Finds the functions into which an imported name has to move.
struct UsingFunctions {
  private let module: ModuleSyntax

  init(_ module: ModuleSyntax) {
    self.module = module
  }

  /// One function for each outermost one that has uses: the innermost that holds all of those.
  ///
  /// For a coroutine of a class also the class's `__init__`, which runs before an event loop can be waiting for the import.
  ///
  /// - Parameters:
  ///   - reference: the name.
  ///   - isNeeded: which of its uses count.
  /// - Returns: the functions, by scope index.
  /// - Throws: `Refusal` for a use outside of any function.
  func functions(
    using reference: ImportReference,
    where isNeeded: (Use) -> Bool = { _ in true }
  ) throws(Refusal) -> [Int] {
    try functions(using: module[reference].boundName, in: module.uses(of: reference).filter(isNeeded))
  }

  /// The same for a name that is used in some places.
  func functions(using name: String, in uses: [Use]) throws(Refusal) -> [Int] {
    var common: [Int: [Int]] = [:]
    for use in uses {
      let path = functions(around: use.scope)
      guard let outermost = path.first else {
        throw .noStatementPlace(name: name, line: module.source.lines.line(at: use.range.lowerBound))
      }
      if let known = common[outermost] {
        common[outermost] = zip(known, path).prefix { $0 == $1 }.map(\.0)
      } else {
        common[outermost] = path
      }
    }
    let chosen = common.values.compactMap(\.last).sorted()
    for use in uses { try checkPath(from: use, to: chosen, name) }
    return Set(chosen + uses.compactMap { module.initializer(before: $0.scope)?.index }).sorted()
  }

  /// The functions around a scope from the outermost one on; lambdas, comprehensions and classes have no place of their
  /// own for a statement that functions inside them would see.
  private func functions(around scope: Int) -> [Int] {
    module.enclosing(scope).filter { $0.kind == .function }.map(\.index).reversed()
  }

  /// Between a use and the function that gets the import nobody may send the name to the module instead.
  private func checkPath(from use: Use, to functions: [Int], _ name: String) throws(Refusal) {
    for scope in module.enclosing(use.scope) {
      let symbol = scope.symbols[name]
      // A class body that has the name itself looks for it in the module next, not in the function around it.
      if symbol?.visibility == .globalExplicit || scope.kind == .class && symbol?.isBound == true {
        throw .nameIsTaken(name: name, function: scope.qualifiedName)
      }
      if functions.contains(scope.index) { return }
    }
  }
}
