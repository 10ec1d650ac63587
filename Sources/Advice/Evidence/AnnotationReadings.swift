internal import ImportGraph
internal import PythonSyntax

/// Where the program's own files bring in something that reads annotations, and what it may read.
struct AnnotationReadings {
  typealias Reading = (place: Place, reader: String)

  /// What may read those of any file.
  private var general: Reading?
  /// What reads those of functions that are registered, and the files that register some.
  private var dispatching: Reading?
  private var registering: Set<String> = []

  /// Looks for the readers, and for `register` only if something dispatches by type.
  init(_ project: Project) {
    let files = project.paths.lazy.filter(project.isOwn).compactMap { path in project.files[path].map { (path, $0) } }
    func first(_ reader: (ModuleSyntax) -> AnnotationReaders.Reader?) -> Reading? {
      for (path, syntax) in files {
        guard let found = reader(syntax) else { continue }
        return (Place(path: project.relativePath(of: path), line: found.line), found.name)
      }
      return nil
    }
    general = first(AnnotationReaders.generalReader)
    guard general == nil else { return }
    dispatching = first(AnnotationReaders.dispatcher)
    guard dispatching != nil else { return }
    for (path, syntax) in files {
      let ways = Set(syntax.uses.lazy.filter { $0.attributes.last == "register" }.map { Registration($0, in: syntax) })
      if ways.contains(.ofAnything) { general = dispatching }
      if ways.contains(.ofAnnotated) { registering.insert(path) }
    }
  }

  /// What may read the annotations of a file.
  func reading(of file: String) -> Reading? { general ?? (registering.contains(file) ? dispatching : nil) }
}

/// What is done with `register`, which may be that of a function which dispatches by type.
private enum Registration {
  /// `@f.register`: the annotations of the function that follows are looked up.
  case ofAnnotated
  /// `@f.register(int)` and `f.register(int, function)`: the type is given.
  case ofTyped
  /// `f.register(function)`, `map(f.register, functions)`: whoever wrote the functions.
  case ofAnything

  init(_ use: Use, in syntax: ModuleSyntax) {
    let surroundings = UseSurroundings(use, in: syntax)
    if surroundings.isDecorator {
      self = surroundings.isCalled ? .ofTyped : .ofAnnotated
    } else {
      self = surroundings.hasFurtherArguments ? .ofTyped : .ofAnything
    }
  }
}
