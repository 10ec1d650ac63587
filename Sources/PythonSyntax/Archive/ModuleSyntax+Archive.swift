public import SourceText

extension ModuleSyntax {
  /// The number of the archives' form and of the analysis that fills them: another one for every change of either.
  public static let archiveFormat = 1

  /// Everything but the source, as bytes that `init(source:archive:annotations:)` reads.
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

  /// Reads an earlier analysis of the same bytes, with the same evaluation of annotations.
  ///
  /// - Parameters:
  ///   - source: the file that was analysed.
  ///   - archive: what `archive` gave then.
  ///   - annotations: when the interpreter that runs the file computes annotations.
  /// - Returns: nil if the bytes are no archive.
  public init?(source: SourceFile, archive: ArraySlice<UInt8>, annotations: AnnotationEvaluation) {
    var reader = ArchiveReader(archive)
    self.source = source
    self.annotations = annotations
    imports = .init(from: &reader)
    scopes = .init(from: &reader)
    bindings = .init(from: &reader)
    uses = .init(from: &reader)
    problems = .init(from: &reader)
    style = .init(from: &reader)
    exports = .init(from: &reader)
    hasPostponedAnnotations = .init(from: &reader)
    docstring = .init(from: &reader)
    dynamicNameAccess = .init(from: &reader)
    guard reader.isComplete else { return nil }
  }
}
