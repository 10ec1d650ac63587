internal import ImportGraph
internal import PythonSyntax
internal import Recording
internal import SourceText

/// The program's files that some import leads to whose failure somebody copes with.
struct ProbedFiles {
  private var places: [String: Place] = [:]

  /// Follows every such import once.
  init(_ graph: ImportGraph, _ paths: ImportPaths) {
    let project = graph.project
    for path in project.paths {
      guard let syntax = project.files[path] else { continue }
      // `try: import_module(name)`: that the attempt is made under `try` is taken from the file's words.
      let copes = ["ImportError", "ModuleNotFoundError", "except Exception", "except BaseException", "except:"]
      if copes.contains(where: syntax.source.contains) {
        for access in syntax.dynamicNameAccess where [.importModule, .importFunction].contains(access.kind) {
          note(access.position.line, of: path, graph, paths)
        }
      }
      for statement in syntax.imports where !statement.nesting.isDisjoint(with: [.importProbe, .suppress]) {
        // A part of a package runs after its packages have begun to load: no attempt that it makes loads them. A file that is
        // run as a script is part of none, and has no relative imports.
        let isPart = statement.level > 0 || path.hasSuffix("/__init__.py")
        let packages = isPart ? paths.module(of: path).map(paths.packages) ?? [] : []
        note(statement.line, of: path, graph, paths, besides: Set(packages))
      }
    }
  }

  /// All that the import in a line leads to, of the program's own.
  private mutating func note(
    _ line: Int,
    of path: String,
    _ graph: ImportGraph,
    _ paths: ImportPaths,
    besides loading: Set<Int> = []
  ) {
    let probed = paths.imports(at: CodeSite(file: path, line: line)).map(\.target)
      .filter { graph.modules[$0].distribution.kind == .firstParty && !loading.contains($0) }
    guard !probed.isEmpty else { return }
    let place = Place(path: graph.project.relativePath(of: path), line: line)
    let reached = paths.forward.reached(from: probed) { module, _ in !loading.contains(module) }
    for module in graph.modules where reached[module.index] {
      guard let file = module.file, places[file] == nil else { continue }
      places[file] = place
    }
  }

  /// Where the import that leads to a file is tried.
  func place(leadingTo file: String) -> Place? { places[file] }
}
