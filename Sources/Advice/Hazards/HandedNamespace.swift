internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// The file reaches names in ways that cannot be followed, and would not find one that waits to be asked for.
///
/// What a module's own `__dir__` looks at can be completed where names are to wait. `globals()` given to what imports lazily on
/// its own account (`LazyModule("part", locals(), globals())`) is the place for the result and the context of an `__import__`;
/// it is not read.
enum HandedNamespace: Hazard {
  static func reason(against name: CandidateImport, in evidence: Evidence) -> Reason? {
    guard let reason = DynamicNames.reason(against: name, in: evidence) else { return nil }
    let own = evidence.graph.project.moduleName(of: name.statement.file)
    let isHarmless = DynamicNames.accesses(in: name.syntax, named: own).allSatisfy { access in
      if access.kind == .globals, let function = access.function, isDirectory(name.syntax.scopes[function]) {
        return true
      }
      guard access.function == nil, access.kind == .globals || access.kind == .locals,
        let taker = taker(of: access, in: name.syntax)
      else { return false }
      return importsLazily(taker, name, evidence)
    }
    return isHarmless ? nil : reason
  }

  /// Whether it is what Python calls for `dir(module)`.
  private static func isDirectory(_ scope: Scope) -> Bool { scope.parent == 0 && scope.name == "__dir__" }

  /// `lazy.Module` in `lazy.Module("a", globals())`: the name in front of the parenthesis that the access stands in.
  private static func taker(of access: DynamicNameAccess, in syntax: ModuleSyntax) -> [String]? {
    let bytes = syntax.source.bytes
    var depth = 0
    var offset = access.range.lowerBound
    while offset > 0, depth >= 0 {
      offset -= 1
      switch bytes[offset] {
      case UInt8(ascii: ")"): depth += 1
      case UInt8(ascii: "("): depth -= 1
      case UInt8(ascii: "="), UInt8(ascii: "#"), UInt8(ascii: "["), UInt8(ascii: "{"): return nil
      default: break
      }
    }
    let word = bytes[..<offset].reversed().prefix { $0.isPartOfPath }.reversed()
    return depth < 0 && !word.isEmpty
      ? String(decoding: word, as: UTF8.self).split(separator: ".").map(String.init) : nil
  }

  /// Whether a name leads to a file that imports by name and runs no code from text.
  private static func importsLazily(_ taker: [String], _ name: CandidateImport, _ evidence: Evidence) -> Bool {
    guard let reference = name.syntax.imports(binding: taker[0]).last else { return false }
    let meaning = evidence.names.meaning(
      of: name.syntax[reference],
      in: name.syntax.imports[reference.statement],
      of: name.statement.file
    )
    let path = meaning.split(separator: ".").map(String.init) + taker.dropFirst()
    let files = path.indices.reversed().map { evidence.names.files(named: path[...$0].joined(separator: ".")) }
    guard let file = files.first(where: { !$0.isEmpty })?.first, let syntax = evidence.graph.project.files[file] else {
      return false
    }
    let kinds = Set(syntax.dynamicNameAccess.map(\.kind))
    return !kinds.isDisjoint(with: [.importFunction, .importModule])
      && kinds.isDisjoint(with: [.eval, .exec, .globals])
  }
}
