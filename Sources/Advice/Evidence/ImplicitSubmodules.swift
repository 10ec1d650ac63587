internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// The sub-modules that files read as attributes of a package (`a.b`) without the statement that binds `a` naming them.
///
/// Such a file relies on somebody else to have loaded `a.b`. Where it does so itself by another statement, that one has to
/// stay; otherwise every statement that leads to `a.b` has.
struct ImplicitSubmodules {
  private struct Reliance {
    let file: String, module: String
    let place: Place
    /// The file's own module, if it is loaded at the start, and the one it relies on.
    let reader: Int?
    let target: Int
    /// Whether another statement of the same file names the module.
    let isProvided: Bool
  }

  private let reliances: [Reliance]
  private let graph: ImportGraph
  private let paths: ImportPaths

  /// Reads every file once.
  init(_ graph: ImportGraph, _ names: ModuleNames, _ paths: ImportPaths, _ reads: DottedReads) {
    self.graph = graph
    self.paths = paths
    let project = graph.project
    let numbers = paths.numbers
    var readers: [String: Int] = [:]
    for module in graph.modules { if let file = module.file { readers[file] = module.index } }
    var reliances: [Reliance] = []
    for path in project.paths {
      guard let syntax = project.files[path] else { continue }
      let named = Self.modules(namedBy: syntax, path, names)
      var seen: Set<String> = []
      for read in reads[path] {
        let parts = read.meaning + read.attributes
        for count in parts.indices.dropFirst(read.meaning.count) {
          let module = parts.prefix(count + 1).joined(separator: ".")
          let package = parts.prefix(count).joined(separator: ".")
          guard let number = numbers[module], seen.insert(module).inserted,
            !read.imported.contains(where: { $0 == module || $0.hasPrefix(module + ".") })
          else { continue }
          // A package that loads its sub-module itself can be relied upon.
          if let package = numbers[package], paths.reachability.leads(package, to: number) { continue }
          if Self.isLoadedWhenAsked(parts[count], of: numbers[package].map { graph.modules[$0] }, project) { continue }
          if readers[path] == nil, Self.isBrought(number, before: read, by: syntax, path, names, paths) { continue }
          reliances.append(
            Reliance(
              file: path,
              module: module,
              place: Place(path: project.relativePath(of: path), line: read.line),
              reader: readers[path],
              target: number,
              isProvided: named.contains(module)
            )
          )
        }
      }
    }
    self.reliances = reliances
  }

  /// Whether a file that no recorded start loads, and nobody changes therefore, imports first of all what was seen to load a
  /// module by imports that nobody changes either: `typing` loads `collections.abc`.
  private static func isBrought(
    _ module: Int,
    before read: DottedRead,
    by syntax: ModuleSyntax,
    _ path: String,
    _ names: ModuleNames,
    _ paths: ImportPaths
  ) -> Bool {
    let imported = syntax.imports.lazy.filter { statement in
      statement.isTopLevel && !statement.isDeferred && (read.isDeferred || statement.line < read.line)
    }
    .flatMap { statement in
      let source = names.source(of: statement, in: path)
      return [source].compactMap(\.self) + (source == nil ? statement.names.map(\.name) : [])
    }
    let loaded = imported.flatMap(paths.chain)
    return paths.forward.reached(from: loaded) { _, statement in statement < 0 }[module]
  }

  /// The first place that needs a sub-module which an import of a file brings, by the modules that the import leads to.
  ///
  /// It is a file that no recorded start loads, a test perhaps, or one that has the import itself and no other that leads
  /// there. What else a choice takes away from whom is known only when it is made.
  ///
  /// - Parameters:
  ///   - targets: what the import leads to.
  ///   - statement: the import.
  ///   - published: the modules that it goes on setting as attributes of their packages if it is changed.
  /// - Returns: the module that is read, and where; nil if nobody does.
  func reader(
    of targets: [Int],
    importedBy statement: StatementReference,
    publishing published: [Int]
  ) -> (module: String, place: Place)? {
    let reliance = reliances.first { reliance in
      if published.contains(reliance.target) { return false }
      guard paths.reachability.leads(targets, to: reliance.target) else { return false }
      return reliance.reader == nil && !reliance.isProvided
        || reliance.file == statement.file && !isProvided(reliance, besides: statement)
    }
    return reliance.map { ($0.module, $0.place) }
  }

  /// Whether another import of the file, which it needs while it is loaded, leads to the module as well.
  private func isProvided(_ reliance: Reliance, besides statement: StatementReference) -> Bool {
    guard let syntax = graph.project.files[statement.file] else { return false }
    return syntax.imports.contains { other in
      guard other.isTopLevel, !other.isStar, !other.isDeferred, other.index != statement.reference.statement else {
        return false
      }
      return other.names.indices.contains { name in
        let reference = ImportReference(statement: other.index, name: name)
        return syntax.uses(of: reference).contains { $0.runsOnImport && !$0.isAnnotation }
          && paths.reachability.leads(
            paths.targets(of: StatementReference(file: statement.file, reference: reference)),
            to: reliance.target
          )
      }
    }
  }

  /// Whether every package on the way to a module loads the next part as soon as somebody reads it.
  func areLoadedWhenAsked(_ module: String) -> Bool {
    let parts = module.split(separator: ".").map(String.init)
    return parts.indices.dropFirst().allSatisfy { count in
      let package = paths.numbers[parts.prefix(count).joined(separator: ".")]
      return Self.isLoadedWhenAsked(parts[count], of: package.map { graph.modules[$0] }, graph.project)
    }
  }

  /// What a choice breaks by changing a statement: a module stays, and what it relies on goes.
  func reason(
    against statement: StatementReference,
    _ graph: ImportGraph,
    _ model: LoadModel,
    _ choice: [Bool],
    publishing published: [StatementReference: [Int]]
  ) -> Reason? {
    let targets = graph.edges.filter { $0.statement == statement }.map(\.target)
    for event in model.events {
      let isLoaded = model.loaded(in: event, changing: choice)
      var isPublished: Set<Int> = []
      for (changed, modules) in published where isLoaded[paths.module(of: changed.file) ?? ImportGraph.entry] {
        isPublished.formUnion(modules)
      }
      let broken = reliances.first { reliance in
        reliance.reader.map { isLoaded[$0] } ?? false && !isLoaded[reliance.target]
          && !isPublished.contains(reliance.target)
          && paths.reachability.leads(targets, to: reliance.target)
      }
      if let broken {
        return Reason(.implicitSubmodule, "\(broken.place) reads \(broken.module) and relies on this import for it")
      }
    }
    return nil
  }

  /// The modules that a lazy import sets as attributes of their packages as soon as it is executed, before it loads them: those
  /// that it names, in all of its forms (PEP 810, as CPython 3.15 has it).
  func published(by name: CandidateImport, _ names: ModuleNames) -> [Int] {
    let source = names.source(of: name.importStatement, in: name.statement.file)
    return paths.chain(of: [source, name.importedName.name].compactMap(\.self).joined(separator: "."))
  }

  /// Whether a package loads a sub-module as soon as somebody reads it (PEP 562): it says how, and the name.
  private static func isLoadedWhenAsked(_ part: String, of package: Module?, _ project: Project) -> Bool {
    guard let syntax = package?.file.flatMap({ project.files[$0] }),
      syntax.bindings.contains(where: { $0.name == "__getattr__" && $0.resolved == 0 })
    else { return false }
    return ["'\(part)'", "\"\(part)\""].contains { syntax.source.bytes.firstRange(of: Array($0.utf8)) != nil }
  }

  /// The modules that the file's statements outside of functions load, with the packages around them.
  private static func modules(namedBy syntax: ModuleSyntax, _ path: String, _ names: ModuleNames) -> Set<String> {
    var modules: Set<String> = []
    for statement in syntax.imports where statement.scope == 0 {
      let source = names.source(of: statement, in: path)
      for name in [nil] + syntax.names(importedBy: statement).map(Optional.some) {
        let full = [source, name].compactMap(\.self).joined(separator: ".")
        let parts = full.split(separator: ".")
        for count in parts.indices { modules.insert(parts.prefix(count + 1).joined(separator: ".")) }
      }
    }
    return modules
  }
}
