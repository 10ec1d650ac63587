internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// What coroutines of the program call, themselves and by way of other functions; whatever has the name of something that is
/// called counts.
struct CoroutineCalls {
  private var called: Set<String> = []
  /// The classes from which others derive that make their objects ready without them.
  private var bypassed: Set<String> = []

  /// Follows the calls from the coroutines of all files on.
  ///
  /// - Complexity: O(uses of all files).
  init(_ project: Project) {
    var calls: [String: Set<String>] = [:]
    var pending: [String] = []
    for path in project.paths {
      guard let syntax = project.files[path] else { continue }
      noteBypassed(in: syntax)
      for use in syntax.uses {
        guard let function = use.function, UseSurroundings(use, in: syntax).isCalled else { continue }
        let name = use.attributes.last ?? use.name
        let around = syntax.enclosing(function)
        if around.contains(where: \.isAsync) { pending.append(name) }
        for scope in around where scope.kind == .function {
          // Whoever calls a class calls its `__init__`.
          let isInitializer = scope.name == "__init__"
          calls[isInitializer ? scope.parent.map { syntax.scopes[$0].name } ?? "" : scope.name, default: []].insert(
            name
          )
        }
      }
    }
    while let name = pending.popLast() {
      if called.insert(name).inserted { pending += calls[name] ?? [] }
    }
  }

  /// Whether the objects of a class are made where no event loop waits, and by its own `__init__`, as far as the program's
  /// files tell.
  func areMadeOutside(of name: String) -> Bool { !called.contains(name) && !bypassed.contains(name) }

  /// A class with an `__init__` of its own that does not call the one that it inherits.
  private mutating func noteBypassed(in syntax: ModuleSyntax) {
    for scope in syntax.scopes where scope.kind == .class {
      let own = syntax.scopes.filter { $0.parent == scope.index && ["__init__", "__new__"].contains($0.name) }
      guard !own.isEmpty else { continue }
      let passesOn = own.allSatisfy { method in
        syntax.source.bytes[method.body].firstRange(of: Array("super().__init__(".utf8)) != nil
      }
      guard !passesOn else { continue }
      let head = scope.range.lowerBound..<scope.body.lowerBound
      for use in syntax.uses where head.contains(use.range.lowerBound) {
        bypassed.insert(use.attributes.last ?? use.name)
      }
    }
  }
}
