/// What the interpreter's version decides about the meaning of a file.
public enum LanguageEdition: Sendable, Hashable, CaseIterable {
  /// Up to CPython 3.13: annotations are evaluated with what they annotate.
  case upTo313
  /// From CPython 3.14 on: annotations are evaluated when something asks for them, if ever (PEP 649), `t"…"` is a template
  /// (PEP 750), and `except A, B:` needs no parentheses (PEP 758).
  case from314

  /// What an interpreter understands, from its version, such as `3.14.0`.
  public init(pythonVersion: String) {
    let parts = pythonVersion.split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
    self = parts.lexicographicallyPrecedes([3, 14]) ? .upTo313 : .from314
  }
}
