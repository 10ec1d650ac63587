import Foundation
import PythonSyntax
import Rewriting
import SourceText
import Testing

/// One section of a literate example file: some Python with names to change, and the diff or the refusal to expect.
struct Example: Sendable, CustomTestStringConvertible {
  /// What happens to the names.
  enum Action: String, Sendable {
    case move, remove, export, check, branch, cache, keyword, list, narrow
    case cacheInBranch = "cache-in-branch"
  }

  /// The file it stands in, without its ending.
  let file: String
  /// The heading above it.
  let title: String
  let action: Action
  /// The names that the imports to change bind.
  let names: [String]
  let source: SourceFile
  /// What its star imports were seen to bind, and the absolute name of its module.
  let stars: StarNames, facade: Facade
  /// Where narrowed names come from.
  let definitions: [String: ImportLine]
  /// The expected diff or refusal; nil if the file has none yet.
  let expected: String?
  /// Where the expected text stands in the file, fences left out; the place to insert it if there is none.
  let place: Range<String.Index>

  /// Whether no other follows it in its file.
  let isLast: Bool

  var testDescription: String { "\(file): \(title)" }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Examples")

  /// The examples of all files, in order.
  static func all() throws -> [Example] {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
    return try files.filter { $0.hasSuffix(".md") }.sorted().flatMap { file in
      examples(in: try String(contentsOf: folder.appending(path: file), encoding: .utf8), of: String(file.dropLast(3)))
    }
  }

  /// A version of the source, analysed.
  func module(_ source: SourceFile) -> ModuleSyntax { ModuleSyntax(source: source, starNames: stars) }

  /// Reads the sections of a file: a heading, a fence `py move=np,pd`, and a fence `diff` or `refused`.
  ///
  /// `stars=.a:x,y;.b:z` behind it says what star imports bind, `module=pkg` the name of the module, `to=x:a.b;y:.c:z` that `x`
  /// is defined in `a.b` and `y` in `.c`, as `z`, and `strange=.a:x` that the package `.a` does not load its part `x` itself.
  static func examples(in text: String, of file: String) -> [Example] {
    var result: [Example] = []
    var title = ""
    var code:
      (
        text: String, action: Action, names: [String], stars: StarNames, facade: Facade,
        definitions: [String: ImportLine]
      )?
    func finish(_ expected: String?, _ place: Range<String.Index>) {
      guard let (python, action, names, stars, facade, definitions) = code else { return }
      let source = SourceFile(path: "app.py", text: python)
      result.append(
        Example(
          file: file,
          title: title,
          action: action,
          names: names,
          source: source,
          stars: stars,
          facade: facade,
          definitions: definitions,
          expected: expected,
          place: place,
          isLast: place.upperBound == text.endIndex
        )
      )
      code = nil
    }
    var rest = text[...]
    while let line = rest.firstIndex(of: "\n").map({ rest[..<$0] }) {
      rest = rest[text.index(after: line.endIndex)...]
      if line.hasPrefix("#") {
        finish(nil, line.startIndex..<line.startIndex)
        title = line.drop { $0 == "#" || $0 == " " }.description
      } else if line.hasPrefix("```"), let end = rest.range(of: "```\n") {
        let content = rest[..<end.lowerBound]
        rest = rest[end.upperBound...]
        let info = line.dropFirst(3).split(separator: " ")
        if info.first == "py", info.count >= 2 {
          let parts = info[1].split(separator: "=")
          guard let action = Action(rawValue: String(parts[0])) else { continue }
          let names = parts[1].split(separator: ",").map(String.init)
          code = (
            String(content), action, names, Self.stars(in: info), Self.facade(in: info), Self.definitions(in: info)
          )
        } else if info.first == "diff" || info.first == "refused" {
          finish(String(content), line.startIndex..<end.upperBound)
        }
      }
    }
    finish(nil, text.endIndex..<text.endIndex)
    return result
  }

  private static func value(of key: String, in info: [Substring]) -> Substring? {
    info.first { $0.hasPrefix(key + "=") }.map { $0.dropFirst(key.count + 1) }
  }

  private static func stars(in info: [Substring]) -> StarNames { StarNames(modules: lists(of: "stars", in: info)) }

  private static func lists(of key: String, in info: [Substring]) -> [String: [String]] {
    var lists: [String: [String]] = [:]
    for part in value(of: key, in: info)?.split(separator: ";") ?? [] {
      let pair = part.split(separator: ":")
      lists[String(pair[0])] = pair[1].split(separator: ",").map(String.init)
    }
    return lists
  }

  private static func definitions(in info: [Substring]) -> [String: ImportLine] {
    var definitions: [String: ImportLine] = [:]
    for part in value(of: "to", in: info)?.split(separator: ";") ?? [] {
      let fields = part.split(separator: ":").map(String.init)
      let name = fields.count > 2 ? fields[2] : fields[0]
      definitions[fields[0]] = ImportLine(from: fields[1], [.init(name, as: name == fields[0] ? nil : fields[0])])
    }
    return definitions
  }

  private static func facade(in info: [Substring]) -> Facade {
    let settled = value(of: "settled", in: info)?.split(separator: ",").map(String.init) ?? []
    return Facade(
      module: value(of: "module", in: info).map(String.init),
      settledNames: Set(settled),
      strangeParts: lists(of: "strange", in: info).mapValues(Set.init)
    )
  }

  /// The edits for a version of the source: of the module's own imports if they are to move, of all to remove them.
  func edits(for module: ModuleSyntax) throws(Refusal) -> [Edit] {
    let scopes = action == .remove ? module.scopes.indices : 0..<1
    let references = names.flatMap { name in scopes.flatMap { module.imports(named: name, in: $0) } }
    switch action {
    case .move: return try Local.edits(moving: references, in: module)
    case .remove: return try ImportRemoval.edits(removing: references, in: module)
    case .branch: return try Local.edits(moving: references, late: Set(references), in: module)
    case .cache: return try Local.edits(moving: references, cached: Set(references), in: module)
    case .cacheInBranch:
      return try Local.edits(moving: references, late: Set(references), cached: Set(references), in: module)
    case .keyword: return try LazyKeyword.edits(deferring: references.filter(module.isSeen), in: module)
    case .list:
      return try LazyModules.edits(deferring: references.filter(module.isSeen), inModuleNamed: "pkg.app", in: module)
    case .narrow:
      var sources: [ImportReference: ImportLine] = [:]
      for reference in references { sources[reference] = definitions[module[reference].boundName] }
      return try Narrow.edits(taking: sources, in: module)
    case .check: return try TypeChecking.edits(moving: references.filter(module.isSeen), in: module)
    case .export: return try ModuleGetattr.edits(exporting: references.filter(module.isAtTop), of: facade, in: module)
    }
  }
}

extension ModuleSyntax {
  /// The imports of a scope that bind a name; for a name with dots, those of that module.
  fileprivate func imports(named name: String, in scope: Int) -> [ImportReference] {
    let bound = imports(binding: String(name.prefix { $0 != "." }), in: scope)
    return name.contains(".") ? bound.filter { self[$0].name == name } : bound
  }

  /// Whether an import is more than what only type checkers see.
  fileprivate func isSeen(_ reference: ImportReference) -> Bool {
    !imports[reference.statement].nesting.contains(.typeChecking)
  }

  /// Whether an import stands in no block: what only type checkers see has been exported already.
  fileprivate func isAtTop(_ reference: ImportReference) -> Bool {
    imports[reference.statement].nesting.isDisjoint(with: [.typeChecking, .function])
  }
}
