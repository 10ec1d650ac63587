/// A version of the language, such as 3.15.
public struct PythonVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The two numbers that count.
  public let major: Int, minor: Int

  /// A version from its numbers.
  public init(_ major: Int, _ minor: Int) {
    self.major = major
    self.minor = minor
  }

  /// The version that a text begins with, such as `3.15.0rc1`; nil if there is none.
  public init?(_ text: some StringProtocol) {
    let parts = text.split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
    guard parts.count == 2 else { return nil }
    self.init(parts[0], parts[1])
  }

  /// By major, then by minor.
  public static func < (left: PythonVersion, right: PythonVersion) -> Bool {
    (left.major, left.minor) < (right.major, right.minor)
  }

  /// As in `3.15`.
  public var description: String { "\(major).\(minor)" }
}

/// In which form imports wait: what the user wants of it, and what the project's Pythons understand.
public struct ImportForm: Sendable, Hashable {
  /// What a user may ask for.
  public enum Wish: String, Sendable, CaseIterable {
    /// The keyword where every supported Python has it, and functions otherwise.
    case automatic = "auto"
    /// Into functions.
    case local
    /// `lazy import` (PEP 810).
    case lazyKeyword = "lazy-keyword"
    /// `__lazy_modules__` (PEP 810), which means nothing to older Pythons.
    case lazyModules = "lazy-modules"
  }

  /// What the user asks for.
  public var wish = Wish.automatic
  /// The oldest Python that the project says it supports.
  public var oldest: PythonVersion?
  /// The Python that was recorded.
  public var recorded: PythonVersion?

  /// What is assumed of a project that says nothing.
  public init() {}

  /// How the imports of a file wait if not in functions.
  ///
  /// - Parameter isPackaged: whether a package brought the file: then it is there for the very Python that was recorded.
  /// - Returns: the strategy; nil if functions are the way.
  public func lazyStrategy(isPackaged: Bool) -> PlannedChange.Strategy? {
    // Where it was recorded it must also gain something.
    guard let recorded, recorded >= Self.firstLazy else { return nil }
    let isNewEnough = oldest.map { $0 >= Self.firstLazy }
    switch wish {
    case .automatic: return isNewEnough ?? isPackaged ? .lazyKeyword : nil
    case .local: return nil
    // To a Python that the project supports the keyword would be an error.
    case .lazyKeyword: return isNewEnough == false ? nil : .lazyKeyword
    case .lazyModules: return .lazyModules
    }
  }

  /// Whether no supported Python evaluates annotations unasked (PEP 649).
  public var postponesAnnotations: Bool { oldest.map { $0 >= PythonVersion(3, 14) } ?? false }

  /// The first Python with lazy imports.
  public static let firstLazy = PythonVersion(3, 15)
}
