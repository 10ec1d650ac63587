/// How a file names a module of its own package with leading dots.
enum RelativeName {
  /// The name for `from`; the absolute one, if nothing is shared.
  ///
  /// - Parameters:
  ///   - module: the absolute name of the module.
  ///   - importer: that of the file's own.
  ///   - isPackage: whether the file is an `__init__.py`.
  /// - Returns: the name with its dots.
  static func of(_ module: String, in importer: String, isPackage: Bool) -> String {
    let target = module.split(separator: ".")
    let own = importer.split(separator: ".").dropLast(isPackage ? 0 : 1)
    let shared = zip(own, target).prefix { $0 == $1 }.count
    guard shared > 0 else { return module }
    return String(repeating: ".", count: own.count - shared + 1) + target[shared...].joined(separator: ".")
  }
}
