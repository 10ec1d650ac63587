public import SourceText

extension ModuleSyntax {
  /// The number of the archives' form and of the analysis that fills them: another one for every change of either.
  public static let archiveFormat = 2

  /// Everything but the source, as bytes that `init(source:archive:edition:)` reads.
  public var archive: [UInt8] {
    var writer = ArchiveWriter()
    imports.write(to: &writer)
    scopes.write(to: &writer)
    bindings.write(to: &writer)
    uses.write(to: &writer)
    problems.write(to: &writer)
    style.write(to: &writer)
    exports.write(to: &writer)
    hasPostponedAnnotations.write(to: &writer)
    docstring.write(to: &writer)
    dynamicNameAccess.write(to: &writer)
    return writer.bytes
  }

  /// Reads an earlier analysis of the same bytes, for the same interpreters; nil if the archive is none.
  ///
  /// - Parameters:
  ///   - source: the file that was analysed.
  ///   - archive: what `archive` gave then.
  ///   - edition: what the interpreter understands that runs the file.
  public convenience init?(source: SourceFile, archive: ArraySlice<UInt8>, edition: LanguageEdition) {
    var reader = ArchiveReader(archive)
    self.init(
      source: source,
      edition: edition,
      imports: .init(from: &reader),
      scopes: .init(from: &reader),
      bindings: .init(from: &reader),
      uses: .init(from: &reader),
      problems: .init(from: &reader),
      style: .init(from: &reader),
      exports: .init(from: &reader),
      hasPostponedAnnotations: .init(from: &reader),
      docstring: .init(from: &reader),
      dynamicNameAccess: .init(from: &reader)
    )
    guard reader.isComplete else { return nil }
  }
}
