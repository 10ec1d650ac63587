internal import ImportGraph
internal import PythonSyntax

/// Finds the module that defines a name which others pass on: what the recording saw loaded and the texts show to be the same
/// object at any time.
struct Definitions {
  private let paths: ImportPaths
  private let origins: NameOrigins
  private let changedValues: ChangedValues
  /// The private modules that files name, with the modules of those files.
  private var importersOfPrivate: [String: Set<String>] = [:]
  private var project: Project { paths.graph.project }

  init(_ paths: ImportPaths, _ origins: NameOrigins, _ changedValues: ChangedValues) {
    self.paths = paths
    self.origins = origins
    self.changedValues = changedValues
    let project = paths.graph.project
    for path in project.paths {
      guard let syntax = project.files[path] else { continue }
      let importer = project.moduleName(of: path)
      for statement in syntax.imports {
        let written = ModuleNames.source(of: statement, in: path, project).map { [$0] } ?? statement.names.map(\.name)
        for module in written where Self.package(around: module) != nil {
          importersOfPrivate[module, default: []].insert(importer)
        }
      }
    }
  }

  /// Where a statement could take its name from instead, so that the module that it names need not be loaded.
  ///
  /// Of several modules that pass the name on the last one counts that may be named. Without a gain there is none: where the
  /// module of the definition brings the other one, as it does if that is the package around it.
  func definition(of name: CandidateImport) -> Definition? {
    let (statement, file) = (name.importStatement, name.statement.file)
    guard case .from = statement.form, !statement.isFuture, let module = origins.module(of: file),
      let facade = origins.source(of: statement, in: file), let number = paths.numbers[facade]
    else { return nil }
    var hops: [Definition] = []
    var current = Definition(module: facade, name: name.importedName.name)
    while hops.count < Self.mostHops, let next = next(after: current), !hops.contains(next) {
      hops.append(next)
      current = next
    }
    return hops.last { hop in
      (hop.name == name.importedName.name || !Self.isPrivate(hop.name)) && isNameable(hop.module, in: module)
        && !paths.reachability.leads(modules(of: hop), to: number)
    }
  }

  /// The modules that taking a name from its definition asks for, by number.
  func modules(of definition: Definition) -> [Int] {
    [definition.module, "\(definition.module).\(definition.name)"].compactMap { paths.numbers[$0] }
  }

  /// Longer chains are circles.
  private static let mostHops = 32

  /// Where a module has a name from, if it has it by one plain import that was seen to run, and never gives it another value.
  private func next(after current: Definition) -> Definition? {
    guard let number = paths.numbers[current.module], let file = paths.graph.modules[number].file,
      let syntax = project.files[file], syntax.problems.isEmpty,
      DynamicNames.accesses(in: syntax, named: current.module).isEmpty,
      paths.numbers["\(current.module).\(current.name)"] == nil, isLasting(current)
    else { return nil }
    let bindings = syntax.bindings.filter { $0.name == current.name && $0.resolved == 0 }
    guard bindings.count == 1, bindings[0].scope == 0, bindings[0].guarded == nil,
      case .import(let index, let name) = bindings[0].kind
    else { return nil }
    let statement = syntax.imports[index]
    guard statement.isTopLevel, !statement.isDeferred, let source = origins.source(of: statement, in: file),
      !statement.isStar || origins.isConfirmed(current.name, of: statement, in: file)
    else { return nil }
    let found = Definition(
      module: source,
      name: statement.isStar ? current.name : statement.names[name].name
    )
    let reference = StatementReference(file: file, reference: ImportReference(statement: index, name: name))
    guard paths.numbers[source].map(paths.targets(of: reference).contains) == true, isLasting(found), has(found) else {
      return nil
    }
    return found
  }

  /// Whether nobody gives the name another value after its module was loaded.
  private func isLasting(_ definition: Definition) -> Bool {
    changedValues.place(of: definition.name, in: definition.module) == nil
  }

  /// Whether the module's text binds the name, or the name is one of its parts; what is not read is believed to the import
  /// that was seen to take it.
  private func has(_ definition: Definition) -> Bool {
    let file = paths.numbers[definition.module].flatMap { paths.graph.modules[$0].file }
    guard let syntax = file.flatMap({ project.files[$0] }) else { return true }
    let bindings = syntax.bindings.filter { $0.name == definition.name && $0.resolved == 0 && $0.guarded == nil }
    let isPart = paths.numbers["\(definition.module).\(definition.name)"] != nil
    // An attribute and a part of one name are two things, one after the other.
    return isPart ? bindings.isEmpty : !bindings.isEmpty && !bindings.contains { $0.kind == .delete }
  }

  /// Whether a file may name a module: inside the package that it is private to, or where others outside do so already.
  private func isNameable(_ module: String, in importer: String) -> Bool {
    guard let package = Self.package(around: module) else { return true }
    func isInside(_ other: String) -> Bool { !package.isEmpty && (other == package || other.hasPrefix(package + ".")) }
    return isInside(importer) || importersOfPrivate[module]?.contains { !isInside($0) } ?? false
  }

  /// The package that a module is private to, by a name that begins with an underscore; nil if it is public.
  private static func package(around module: String) -> String? {
    let parts = module.split(separator: ".")
    return parts.firstIndex(where: isPrivate).map { parts[..<$0].joined(separator: ".") }
  }

  private static func isPrivate(_ name: some StringProtocol) -> Bool { name.hasPrefix("_") && !name.hasPrefix("__") }
}
