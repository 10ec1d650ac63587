/// `import a.b` beside `import a.c`: both bind `a`, to the same package, and each brings a part of it.
extension ModuleSyntax {
  /// The other imports of the module's own code that bind the same package as an `import a.b`.
  ///
  /// - Parameter reference: an imported name.
  /// - Returns: the others; none if the name gets its value in another way, too.
  public func packageImports(besides reference: ImportReference) -> [ImportReference] {
    guard bindsPart(reference) else { return [] }
    let name = self[reference].boundName
    var others: [ImportReference] = []
    for binding in bindings where binding.name == name && binding.resolved == 0 && binding.kind != .globalDeclaration {
      guard case .import(let statement, let index) = binding.kind, binding.scope == 0 else { return [] }
      let other = ImportReference(statement: statement, name: index)
      guard imports[statement].isTopLevel, bindsPackage(other) else { return [] }
      if other != reference { others.append(other) }
    }
    return others
  }

  /// The uses of what a reference brings: for `import a.b`, where others that stay bind `a` too, those that may reach `a.b`.
  ///
  /// - Parameters:
  ///   - reference: an imported name.
  ///   - moving: the imports that go away; the others stay.
  /// - Returns: the uses, in the order of the text.
  public func uses(ofPart reference: ImportReference, moving: [ImportReference]) -> [Use] {
    let all = uses(of: reference)
    let staying = packageImports(besides: reference).filter { !moving.contains($0) }
    guard !staying.isEmpty else { return all }
    // Whoever reads another part finds the package bound by an import in front of it.
    let first = staying.map { imports[$0.statement].range.lowerBound }.min() ?? 0
    return all.filter { reaches($0, reference) || $0.range.lowerBound < first }
  }

  /// Whether a use may reach the module that a reference brings, or has the whole package.
  public func reaches(_ use: Use, _ reference: ImportReference) -> Bool {
    let part = self[reference].name.split(separator: ".").dropFirst().map(String.init)
    return zip(part, use.attributes).allSatisfy { $0 == $1 }
  }

  /// Whether a reference is an `import a.b` without another name.
  public func bindsPart(_ reference: ImportReference) -> Bool {
    bindsPackage(reference) && self[reference].name.contains(".")
  }

  private func bindsPackage(_ reference: ImportReference) -> Bool {
    imports[reference.statement].form == .plain && self[reference].alias == nil
  }
}
