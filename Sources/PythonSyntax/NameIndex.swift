internal import Synchronization

/// The bindings and uses of a file by what they bind and read, made when somebody first asks: planning asks thousands of times.
///
/// It follows from the rest of the file's syntax.
final class NameIndex: Sendable {
  /// A name of a scope.
  struct Name: Hashable {
    let name: String, scope: Int
  }

  struct Entries {
    /// Indices of uses by what they read.
    var uses: [Name: [Int]] = [:]
    /// Indices of bindings by the name and the scope in which they stand.
    var bindings: [Name: [Int]] = [:]
    /// Indices of bindings by the imported name that makes them.
    var imports: [ImportReference: [Int]] = [:]
    /// Whether any function is a coroutine.
    var hasCoroutines = false
  }

  private let entries = Mutex<Entries?>(nil)

  /// The entries of the file that it belongs to.
  func entries(of syntax: ModuleSyntax) -> Entries {
    entries.withLock { known in
      if let known { return known }
      var made = Entries()
      for (index, use) in syntax.uses.enumerated() {
        if let scope = use.resolved { made.uses[Name(name: use.name, scope: scope), default: []].append(index) }
      }
      for (index, binding) in syntax.bindings.enumerated() {
        made.bindings[Name(name: binding.name, scope: binding.scope), default: []].append(index)
        guard case .import(let statement, let name) = binding.kind else { continue }
        made.imports[ImportReference(statement: statement, name: name), default: []].append(index)
      }
      made.hasCoroutines = syntax.scopes.contains(where: \.isAsync)
      known = made
      return made
    }
  }
}
