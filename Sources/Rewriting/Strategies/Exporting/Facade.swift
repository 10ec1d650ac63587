/// What is known of a module beyond its own text, when its names are to be exported lazily.
public struct Facade: Sendable, Hashable {
  /// Its absolute name; nil if that is not known.
  public var module: String?
  /// The parts of the package that are there as attributes because the imports that go have loaded them.
  public var parts: [String]
  /// Those of the parts of which it cannot be told whether they are loaded when the module is.
  public var uncertainParts: Set<String>
  /// The names that mean the same object in every statement of the module that binds them.
  public var settledNames: Set<String>
  /// By what stands behind `from`: the names of a star that are parts of that package, which it does not load itself.
  public var strangeParts: [String: Set<String>]

  /// A module of which so much is known.
  public init(
    module: String? = nil,
    parts: [String] = [],
    uncertainParts: Set<String> = [],
    settledNames: Set<String> = [],
    strangeParts: [String: Set<String>] = [:]
  ) {
    self.module = module
    self.parts = parts
    self.uncertainParts = uncertainParts
    self.settledNames = settledNames
    self.strangeParts = strangeParts
  }

  /// Whether `from` names the module itself: `.` in a package, or its own name.
  func isSelf(_ fromModule: String?) -> Bool { fromModule == "." || fromModule != nil && fromModule == module }

  /// Whether `from` leads into the package, or an import of it does.
  func isInside(_ fromModule: String?) -> Bool {
    guard let fromModule else { return false }
    return fromModule.hasPrefix(".") || module.map { fromModule == $0 || fromModule.hasPrefix($0 + ".") } ?? false
  }
}
