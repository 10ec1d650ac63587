public import PythonSyntax
internal import Synchronization

/// Finds out where the value of a module's name comes from, through all the imports that pass it on.
public final class NameOrigins: Sendable {
  /// What a name stands for.
  private enum Origin: Hashable {
    case module(String)
    /// Something that a module defines, or has from where nobody looked.
    case attribute(module: String, name: String)
    /// What the name that was asked for stands for already: another module has it from there and hands it back.
    case itself
  }

  /// A name of a module.
  private struct Place {
    let module: String, name: String
  }

  private let project: Project
  private let files: [String: String]
  private let names: [String: String]
  /// What was found out, by file.
  private let known = Mutex<Known>(Known())

  private struct Known {
    var settled: [String: Set<String>] = [:]
    var last: [String: [String: Binding]] = [:]
  }

  /// Prepares for the modules of a graph.
  public init(_ graph: ImportGraph) {
    project = graph.project
    var files: [String: String] = [:]
    var names: [String: String] = [:]
    for module in graph.modules {
      guard let file = module.file else { continue }
      files[module.name] = file
      names[file] = module.name
    }
    self.files = files
    self.names = names
  }

  /// The absolute name under which a file was loaded.
  public func module(of file: String) -> String? { names[file] }

  /// The names that several imports of a file bind, all with one and the same meaning.
  public func settledNames(in file: String) -> Set<String> {
    if let settled = known.withLock({ $0.settled[file] }) { return settled }
    let settled = findSettledNames(in: file)
    known.withLock { $0.settled[file] = settled }
    return settled
  }

  private func findSettledNames(in file: String) -> Set<String> {
    guard let syntax = project.files[file], let module = names[file] else { return [] }
    var bindings: [String: [Binding]] = [:]
    for binding in syntax.bindings where binding.resolved == 0 && binding.guarded != .typeChecking {
      bindings[binding.name, default: []].append(binding)
    }
    return Set(
      bindings.filter { name, all in
        guard all.count > 1 else { return false }
        let start = Place(module: module, name: name)
        let origins = Set(all.map { origin(of: $0, in: syntax, module, start, 0) }).subtracting([.itself])
        return origins.count == 1 && origins.first != .some(nil)
      }
      .keys
    )
  }

  /// The imports that have to wait to be asked for together with one of the same file, directly or by way of others.
  ///
  /// A name that several statements bind to different things has the value of the last one; were only that one to wait, the
  /// value of an earlier one would be found first.
  public func companions(of statement: StatementReference) -> Set<StatementReference> {
    guard let syntax = project.files[statement.file] else { return [] }
    let settled = settledNames(in: statement.file)
    var result: Set<ImportReference> = []
    var pending = [statement.reference]
    while let reference = pending.popLast() {
      guard result.insert(reference).inserted else { continue }
      for name in syntax.boundNames(of: reference) where !settled.contains(name) {
        pending += syntax.imports(binding: name).filter { $0 < reference && syntax.imports[$0.statement].isTopLevel }
      }
    }
    result.remove(statement.reference)
    return Set(result.map { StatementReference(file: statement.file, reference: $0) })
  }

  /// Whether the text of the module behind a star import, if it was read, has a name that the import was seen to bind.
  public func isConfirmed(_ name: String, of statement: ImportStatement, in file: String) -> Bool {
    guard let source = source(of: statement, in: file), let path = files[source], let syntax = project.files[path]
    else {
      return true
    }
    return files["\(source).\(name)"] != nil || lastBindings(in: path, syntax)[name] != nil
      || syntax.bindings.contains { $0.name == name && $0.resolved == 0 }
  }

  /// The names that a star import was seen to bind although the package behind it neither defines nor loads them: they are
  /// parts of that package, which something else had loaded before.
  public func strangeParts(of statement: ImportStatement, in file: String) -> Set<String> {
    guard let syntax = project.files[file], let source = source(of: statement, in: file), let path = files[source],
      let package = project.files[path]
    else { return [] }
    let bound = Set(package.bindings.filter { $0.resolved == 0 }.map(\.name))
    var loaded: Set<String> = []
    for statement in package.imports {
      let origin = self.source(of: statement, in: path)
      for name in origin.map({ [$0] }) ?? statement.names.map(\.name) {
        guard name.hasPrefix(source + ".") else { continue }
        loaded.formUnion(name.dropFirst(source.count + 1).split(separator: ".").prefix(1).map(String.init))
      }
    }
    let names = statement.names.indices.flatMap { index in
      syntax.boundNames(of: ImportReference(statement: statement.index, name: index))
    }
    return Set(names.filter { files["\(source).\($0)"] != nil && !bound.contains($0) && !loaded.contains($0) })
  }

  /// Chains of imports longer than this are circles.
  private static let longest = 32

  private func origin(
    of binding: Binding,
    in syntax: ModuleSyntax,
    _ module: String,
    _ start: Place,
    _ depth: Int
  ) -> Origin? {
    guard case .import(let index, let name) = binding.kind else { return nil }
    let statement = syntax.imports[index]
    let imported = statement.names[name]
    guard let source = Self.source(of: statement, module, isPackage: isPackage(module)) else {
      return .module(imported.alias == nil ? imported.boundName : imported.name)
    }
    return origin(of: statement.isStar ? binding.name : imported.name, in: source, start, depth + 1)
  }

  private func origin(of name: String, in module: String, _ start: Place, _ depth: Int) -> Origin? {
    guard depth < Self.longest else { return nil }
    if module == start.module, name == start.name { return .itself }
    if let path = files[module], let syntax = project.files[path],
      let binding = lastBindings(in: path, syntax)[name]
    {
      if let origin = origin(of: binding, in: syntax, module, start, depth) { return origin }
      return .attribute(module: module, name: name)
    }
    let part = "\(module).\(name)"
    return files[part] == nil ? .attribute(module: module, name: name) : .module(part)
  }

  private func lastBindings(in file: String, _ syntax: ModuleSyntax) -> [String: Binding] {
    if let last = known.withLock({ $0.last[file] }) { return last }
    var last: [String: Binding] = [:]
    for binding in syntax.bindings where binding.resolved == 0 && binding.guarded == nil {
      last[binding.name] = binding
    }
    known.withLock { $0.last[file] = last }
    return last
  }

  private func isPackage(_ module: String) -> Bool { files[module]?.hasSuffix("/__init__.py") ?? false }

  /// The absolute name of the module behind `from` in a file that was loaded; nil for a plain import.
  public func source(of statement: ImportStatement, in file: String) -> String? {
    names[file].flatMap { Self.source(of: statement, $0, isPackage: file.hasSuffix("/__init__.py")) }
  }

  /// The absolute name of the module behind `from`; nil for a plain import.
  private static func source(of statement: ImportStatement, _ module: String, isPackage: Bool) -> String? {
    guard let written = statement.fromModule else { return nil }
    guard statement.level > 0 else { return written }
    let parts = module.split(separator: ".").map(String.init)
    let base = parts.dropLast(isPackage ? statement.level - 1 : statement.level)
    let rest = written.drop { $0 == "." }
    return (base + (rest.isEmpty ? [] : [String(rest)])).joined(separator: ".")
  }
}
