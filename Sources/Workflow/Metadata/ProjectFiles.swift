internal import Advice
internal import Foundation
internal import SourceText

/// What a project's own configuration files say that a patch must heed.
struct ProjectFiles {
  let pyproject: ConfigurationText?, setup: ConfigurationText?, ruff: (name: String, text: ConfigurationText)?
  let pylint: (name: String, text: ConfigurationText)?, flake8: (name: String, text: ConfigurationText)?

  init(_ root: String) {
    func read(_ names: String...) -> (name: String, text: String)? {
      for name in names {
        guard let bytes = RegularFile.contents(of: "\(root)/\(name)", limit: 1_000_000) else { continue }
        return (name, String(decoding: bytes, as: UTF8.self))
      }
      return nil
    }
    pyproject = read("pyproject.toml").map { ConfigurationText(toml: $0.text) }
    setup = read("setup.cfg").map { ConfigurationText(ini: $0.text) }
    ruff = read(".ruff.toml", "ruff.toml").map { ($0.name, ConfigurationText(toml: $0.text)) }
    pylint = read(".pylintrc", "pylintrc").map { ($0.name, ConfigurationText(ini: $0.text)) }
    flake8 = read(".flake8", "tox.ini").map { ($0.name, ConfigurationText(ini: $0.text)) }
  }

  /// The oldest Python that the project supports; nil if it does not say.
  var oldestPython: PythonVersion? {
    let statements = [
      pyproject?.text("project.requires-python"), pyproject?.text("tool.poetry.dependencies.python"),
      setup?.values["options.python_requires"]?.joined(separator: ","),
    ]
    return statements.compactMap { $0.flatMap(Self.oldest) }.first
  }

  /// The lower bound of a specifier set such as `>=3.9,<4`.
  static func oldest(in specifiers: String) -> PythonVersion? {
    specifiers.split(separator: ",").compactMap { clause -> PythonVersion? in
      let clause = clause.filter { !$0.isWhitespace }
      let sign = clause.prefix { !$0.isNumber }
      guard [">=", "~=", "==", "===", "^", "~", ">"].contains(sign) else { return nil }
      let numbers = clause.dropFirst(sign.count)
      return PythonVersion(numbers) ?? Int(numbers).map { PythonVersion($0, 0) }
    }
    .max()
  }
}
