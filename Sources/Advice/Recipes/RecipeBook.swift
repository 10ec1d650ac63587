internal import Foundation
internal import SourceText
internal import TOMLKit

/// All recipes at hand, by the name of their package.
public struct RecipeBook: Sendable {
  /// The recipes, by name.
  public let recipes: [Recipe]
  /// The same by the names that packages are compared by.
  private let byName: [String: Recipe]

  /// A book without recipes.
  public static let empty = RecipeBook(recipes: [])

  /// The recipes that came with the tool: in the folder `Patches` of its checkout, or `share/libprof/Patches` beside its `bin`.
  public static var folderBesideTool: String? {
    ToolFolder.path(holding: "README.md", in: ["share/libprof/Patches", "Patches"])
  }

  /// Reads every `<distribution>.toml` of a folder.
  ///
  /// - Throws: `RecipeError` for the first file that is no recipe.
  public init(folder: String) throws(RecipeError) {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".toml") }
    var recipes: [Recipe] = []
    for name in names.sorted() {
      let path = "\(folder)/\(name)"
      guard let bytes = RegularFile.contents(of: path) else { throw .unreadable(file: path) }
      let recipe = try Recipe(text: String(decoding: bytes, as: UTF8.self), file: path)
      guard name == Self.normalized(recipe.distribution) + ".toml" else {
        throw .invalid(file: path, line: 1, problem: "it is about \(recipe.distribution), and named \(name)")
      }
      recipes.append(recipe)
    }
    self.init(recipes: recipes)
  }

  private init(recipes: [Recipe]) {
    self.recipes = recipes
    byName = Dictionary(recipes.map { (Self.normalized($0.distribution), $0) }) { first, _ in first }
  }

  /// The recipe for a package, whatever its version.
  public func recipe(for distribution: String) -> Recipe? {
    byName[Self.normalized(distribution)]
  }

  /// Whether two names are those of one package.
  public static func isSame(_ one: String, _ other: String) -> Bool { normalized(one) == normalized(other) }

  /// A project's name as packages are compared by it (PEP 503).
  public static func normalized(_ name: String) -> String {
    name.lowercased().split { "-_.".contains($0) }.joined(separator: "-")
  }
}

extension Recipe {
  /// Reads a recipe.
  ///
  /// - Parameters:
  ///   - text: a TOML document.
  ///   - file: its path, for errors.
  /// - Throws: `RecipeError.invalid` for what is no TOML, has unknown or missing keys, or another schema.
  public init(text: String, file: String) throws(RecipeError) {
    if let line = TOMLTableHeads.firstBrokenLine(in: text) {
      throw .invalid(file: file, line: line, problem: "a table needs a name")
    }
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw .invalid(file: file, line: error.source.begin.line, problem: error.description)
    } catch {
      throw .invalid(file: file, line: 1, problem: "\(error)")
    }
    guard table["schema"]?.int == 1 else {
      throw .invalid(file: file, line: 1, problem: "`schema = 1` is the only form known")
    }
    let lists = ["leaves_alone", "unnoticed", "reaches_no_import", "defer", "keep", "measured"]
    for key in lists where table[key] == nil { table[key] = TOMLArray() }
    do {
      self = try TOMLDecoder(strictDecoding: true).decode(Recipe.self, from: table)
    } catch {
      throw .invalid(file: file, line: 1, problem: Self.describe(error))
    }
  }

  private static func describe(_ error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, let context):
      "`\(key.stringValue)` is missing\(place(context.codingPath))"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
      DecodingError.dataCorrupted(let context):
      "\(context.debugDescription)\(place(context.codingPath))"
    case let error as UnexpectedKeysError: "unknown keys: \(error.keys.keys.sorted().joined(separator: ", "))"
    default: "\(error)"
    }
  }

  private static func place(_ path: [any CodingKey]) -> String {
    path.isEmpty ? "" : " in " + path.map { $0.intValue.map { "\($0 + 1)" } ?? $0.stringValue }.joined(separator: " ")
  }
}
