internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// The names of modules that get another value after their module was loaded: by a function of its own, by somebody who sets
/// the attribute, or by a test that replaces it.
///
/// `from m import name` takes the value of its moment.
struct ChangedValues {
  private var places: [String: Place] = [:]

  init(_ project: Project, _ names: ModuleNames, _ reads: DottedReads) {
    for path in project.paths {
      guard let syntax = project.files[path] else { continue }
      let relative = project.relativePath(of: path)
      for binding in syntax.bindings where binding.resolved == 0 && binding.function != nil {
        guard binding.kind != .globalDeclaration else { continue }
        let line = syntax.source.lines.line(at: binding.offset)
        note("\(project.moduleName(of: path)).\(binding.name)", Place(path: relative, line: line))
      }
      for read in reads[path] where !read.attributes.isEmpty {
        if UseSurroundings(read.use, in: syntax).isReplaced {
          note(read.chain.joined(separator: "."), Place(path: relative, line: read.line))
        }
      }
      for (name, line) in QuotedNames.replaced(in: syntax, path, names) {
        note(name, Place(path: relative, line: line))
      }
    }
  }

  /// Where a module's name gets another value; modules are known by any ending of their dotted name.
  func place(of name: String, in module: String) -> Place? {
    let parts = module.split(separator: ".").map(String.init)
    for start in parts.indices {
      if let place = places[(parts[start...] + [name]).joined(separator: ".")] { return place }
    }
    return nil
  }

  private mutating func note(_ name: String, _ place: Place) {
    if places[name] == nil { places[name] = place }
  }
}
