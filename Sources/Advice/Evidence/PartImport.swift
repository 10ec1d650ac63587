internal import ImportGraph
internal import PythonSyntax

/// `import a.b` beside `import a`: the module has the name `a` with or without it.
enum PartImport {
  /// Whether nobody can tell that a package's file imports a part later: the name stays, and stands for the same package,
  /// which loads each of its parts when somebody reads it (PEP 562).
  ///
  /// Were the package not to load it, somebody who reads the part by way of the package, in a file that no recorded start
  /// loads, would have relied on this import.
  static func goesUnseen(_ name: CandidateImport, _ evidence: Evidence) -> Bool {
    let reference = name.statement.reference
    let others = name.syntax.packageImports(besides: reference)
    return others.contains { !name.syntax.bindsPart($0) && name.syntax.imports[$0.statement].isTopLevel }
      && evidence.implicitSubmodules.areLoadedWhenAsked(name.importedName.name)
  }

  /// The line of a part's import that relies on this one of the package for the name; nil if there is none.
  static func lineRelying(on name: CandidateImport) -> Int? {
    let imported = name.importedName
    guard name.importStatement.form == .plain, imported.alias == nil, !imported.name.contains(".") else { return nil }
    let part = name.syntax.imports(binding: imported.boundName).first { name.syntax.bindsPart($0) }
    return part.map { name.syntax.imports[$0.statement].line }
  }
}
