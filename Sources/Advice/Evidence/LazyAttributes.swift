internal import ImportGraph
internal import PythonSyntax
internal import Recording

/// Attributes that a module makes of itself when somebody first asks for them: that one was made tells of who asked, and
/// whoever asks next would get it all the same.
struct LazyAttributes {
  private let graph: ImportGraph
  private let paths: ImportPaths
  private let names: ModuleNames
  private let changedValues: ChangedValues

  init(_ graph: ImportGraph, _ paths: ImportPaths, _ names: ModuleNames, _ changedValues: ChangedValues) {
    self.graph = graph
    self.paths = paths
    self.names = names
    self.changedValues = changedValues
  }

  /// Whether an effect is an attribute that its own module made.
  ///
  /// It is if that has a `__getattr__` (PEP 562), the module that was being loaded takes the name from it by `from`, and no
  /// text gives the name a value from outside. The `moves` of `six`, wherever it was copied to, replace their attributes by
  /// what they stand for.
  func make(_ effect: ModuleEffect) -> Bool {
    guard effect.kind == .moduleAttribute, effect.change == .added, let dot = effect.subject.lastIndex(of: ".") else {
      return false
    }
    let (module, name) = (String(effect.subject[..<dot]), String(effect.subject[dot...].dropFirst()))
    guard changedValues.place(of: name, in: module) == nil else { return false }
    if ("." + module).hasSuffix(".six.moves") { return true }
    guard let owner = paths.numbers[module], hasGetattr(graph.modules[owner]), let maker = paths.numbers[effect.module],
      let file = graph.modules[maker].file, let syntax = graph.project.files[file]
    else { return false }
    return syntax.imports.contains { statement in
      statement.names.contains { $0.name == name } && names.source(of: statement, in: file) == module
    }
  }

  private func hasGetattr(_ module: Module) -> Bool {
    guard let syntax = module.file.flatMap({ graph.project.files[$0] }) else { return false }
    return syntax.bindings.contains { $0.name == "__getattr__" && $0.resolved == 0 }
  }
}
