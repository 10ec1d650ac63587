public import PythonSyntax
internal import SourceText

/// What looks annotations up while the program runs: for it a name that only type checkers see would be missing.
public enum AnnotationReaders {
  /// Something that reads annotations, and where a file brings it in.
  public struct Reader: Sendable, Hashable {
    /// The library or the function.
    public let name: String
    /// The line that names it.
    public let line: Int
  }

  /// Libraries that resolve the annotations of what they are given, by decorator, base class, or call.
  private static let libraries: Set<String> = [
    "adaptix", "apischema", "attr", "attrs", "beanie", "beartype", "blacksheep", "cattr", "cattrs", "cyclopts",
    "dacite",
    "dataclass_wizard", "dataclasses_json", "dependency_injector", "discord", "fastapi", "faust", "hydra", "injector",
    "jsonargparse", "lagom", "langchain_core", "litestar", "marshmallow_dataclass", "mashumaro", "msgspec", "ninja",
    "odmantic", "omegaconf", "plum", "punq", "pydantic", "pydantic_settings", "rodi", "serde", "simple_parsing",
    "sqlalchemy", "sqlmodel", "starlite", "strawberry", "typeguard", "typer", "typic", "tyro",
  ]
  private static let functions: Set<String> = [
    "__annotations__", "__annotate__", "evaluate_forward_ref", "get_annotations", "get_type_hints",
  ]
  /// Those of `functools`, which read the annotations of what is registered without a type: `@f.register`.
  static let dispatchers: Set<String> = ["singledispatch", "singledispatchmethod"]
  /// `dataclasses` only keeps what an annotation is: a class without postponed annotations, a text with them.
  private static let keepers: Set<String> = ["dataclass", "dataclasses", "make_dataclass", "signature"]

  /// The first reader of annotations that a file names.
  ///
  /// - Parameters:
  ///   - syntax: the file.
  ///   - includingKeepers: whether what only hands the annotations on counts too.
  /// - Returns: the reader, or nil if the file names none.
  public static func reader(in syntax: ModuleSyntax, includingKeepers: Bool = false) -> Reader? {
    let names = functions.union(dispatchers)
    return reader(in: syntax, libraries: libraries, functions: includingKeepers ? names.union(keepers) : names)
  }

  /// The first reader that may be given anything, a function as well as a class.
  static func generalReader(in syntax: ModuleSyntax) -> Reader? {
    reader(in: syntax, libraries: libraries, functions: functions)
  }

  /// The first function that dispatches by type.
  static func dispatcher(in syntax: ModuleSyntax) -> Reader? {
    reader(in: syntax, libraries: [], functions: dispatchers)
  }

  private static func reader(
    in syntax: ModuleSyntax,
    libraries: Set<String>,
    functions names: Set<String>
  ) -> Reader? {
    for statement in syntax.imports {
      let modules = statement.fromModule.map { [$0] } ?? statement.names.map(\.name)
      if let library = modules.map({ String($0.prefix { $0 != "." }) }).first(where: libraries.contains) {
        return Reader(name: library, line: statement.line)
      }
      if let name = statement.names.first(where: { names.contains($0.name) }) {
        return Reader(name: name.name, line: statement.line)
      }
    }
    for use in syntax.uses {
      guard let name = ([use.name] + use.attributes).first(where: names.contains) else { continue }
      return Reader(name: name, line: syntax.source.lines.line(at: use.range.lowerBound))
    }
    return nil
  }
}
