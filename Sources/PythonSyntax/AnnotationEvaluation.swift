/// When an interpreter computes the annotations of a module that does not postpone them itself.
public enum AnnotationEvaluation: Sendable, Hashable, CaseIterable {
  /// With the function, class or variable they belong to: up to CPython 3.13.
  case atDefinition
  /// When something asks for them, if ever: from CPython 3.14 on (PEP 649).
  case onDemand

  /// What an interpreter does, from its version, such as `3.14.0`.
  public init(pythonVersion: String) {
    let parts = pythonVersion.split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
    self = parts.lexicographicallyPrecedes([3, 14]) ? .atDefinition : .onDemand
  }
}
