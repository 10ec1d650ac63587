internal import ImportGraph
internal import PythonSyntax
internal import Recording
internal import SourceText

/// The program's modules that are handed around as objects, or loaded by a name that is computed: whoever has one may look at
/// all of its names.
struct ModuleEscapes {
  private var places: [String: Place] = [:]
  /// The same without those where the object is only asked for its attributes.
  private var namespacePlaces: [String: Place] = [:]
  /// And only those in files that speak of namespaces.
  private var openedPlaces: [String: Place] = [:]

  /// Ways to look at the names of an object.
  private static let looks = ["vars(", "dir(", "getmembers(", "__dict__", "getattr(", "getmodule("]

  init(_ graph: ImportGraph, _ names: ModuleNames, _ paths: ImportPaths, _ reads: DottedReads) {
    let project = graph.project
    for path in project.paths {
      guard let syntax = project.files[path] else { continue }
      lazy var speaksOfNamespaces = syntax.speaksOfNamespaces
      for read in reads[path] where !read.use.isAnnotation && read.use.action == .load {
        let place = Place(path: project.relativePath(of: path), line: read.line)
        let namesNamespace = read.attributes.last == "__dict__"
        let chain = namesNamespace ? Array(read.chain.dropLast()) : read.chain
        let askedFor = Self.nameAskedFor(read, syntax)
        let looksInside = namesNamespace || askedFor == "__dict__"
        let isPart = read.attributes.isEmpty || looksInside || Self.isPlain(read, syntax)
        guard isPart, looksInside || askedFor == nil, !Self.isCompared(read, syntax) else {
          continue
        }
        let isOnlyAsked = !looksInside && Self.isOnlyAsked(read, syntax)
        let isOpened = looksInside || speaksOfNamespaces
        let isReloaded = Self.isReloaded(read, syntax)
        for file in names.files(named: chain.joined(separator: ".")) {
          if !isReloaded { note(file, place) }
          if !isOnlyAsked, namespacePlaces[file] == nil { namespacePlaces[file] = place }
          if !isOnlyAsked, isOpened, openedPlaces[file] == nil { openedPlaces[file] = place }
        }
      }
      noteLoadedByName(syntax, path, graph, paths)
    }
  }

  /// Where a file's module becomes an object for others.
  func place(of file: String) -> Place? { places[file] }

  /// Where it becomes one whose namespace may be looked through, past what the module says when it is asked.
  func namespacePlace(of file: String) -> Place? { namespacePlaces[file] }

  /// Where a file has it as such an object and speaks of namespaces: `module.__dict__`, `vars(module)`.
  func openedPlace(of file: String) -> Place? { openedPlaces[file] }

  private mutating func noteLoadedByName(
    _ syntax: ModuleSyntax,
    _ path: String,
    _ graph: ImportGraph,
    _ paths: ImportPaths
  ) {
    guard graph.project.isOwn(path), Self.looks.contains(where: { syntax.source.contains($0) }) else { return }
    for access in syntax.dynamicNameAccess where [.importModule, .importFunction].contains(access.kind) {
      let place = Place(path: graph.project.relativePath(of: path), line: access.position.line)
      let edges = paths.imports(at: CodeSite(file: path, line: access.position.line))
      for edge in edges where edge.statement == nil {
        guard let file = graph.modules[edge.target].file else { continue }
        note(file, place)
        if namespacePlaces[file] == nil { namespacePlaces[file] = place }
        if openedPlaces[file] == nil, syntax.speaksOfNamespaces { openedPlaces[file] = place }
      }
    }
  }

  /// Whether the last attribute is where the expression ends: it is not called, so it may be a module.
  private static func isPlain(_ read: DottedRead, _ syntax: ModuleSyntax) -> Bool {
    !UseSurroundings(read.use, in: syntax).isCalled
  }

  /// `setattr(app, "name", …)` and its like name what they touch.
  private static func nameAskedFor(_ read: DottedRead, _ syntax: ModuleSyntax) -> String? {
    let rest = syntax.source.bytes[read.use.range.upperBound...].prefix(80).drop { $0.isPartOfPath || $0.isSpace }
    guard rest.first == UInt8(ascii: ","), let next = rest.dropFirst().firstIndex(where: { !$0.isSpace }),
      "\"'".utf8.contains(rest[next])
    else { return nil }
    return String(decoding: rest[(next + 1)...].prefix { $0.isPartOfPath }, as: UTF8.self)
  }

  /// `app is not None`: which object it is, and nothing of what it has.
  private static func isCompared(_ read: DottedRead, _ syntax: ModuleSyntax) -> Bool {
    UseSurroundings(read.use, in: syntax).isFollowed(by: "is")
  }

  /// `getattr(app, name)`: the builtin function gets the module, asks it for one attribute, and keeps nothing.
  private static func isOnlyAsked(_ read: DottedRead, _ syntax: ModuleSyntax) -> Bool {
    let bytes = syntax.source.bytes
    guard let bracket = bytes[..<read.use.range.lowerBound].lastIndex(where: { !$0.isSpace }),
      bytes[bracket] == UInt8(ascii: "("), UseSurroundings(read.use, in: syntax).isFollowed(by: UInt8(ascii: ","))
    else { return false }
    return syntax.uses.contains { use in
      use.range.upperBound == bracket && ["getattr", "hasattr"].contains(use.name) && use.resolved == nil
        && use.attributes.isEmpty
    }
  }

  /// `importlib.reload(app)` as a statement of its own: the module runs once more, and nobody gets it.
  ///
  /// What it then has beside what it had before is told by its namespace, which stays the same.
  private static func isReloaded(_ read: DottedRead, _ syntax: ModuleSyntax) -> Bool {
    let bytes = syntax.source.bytes
    let line = bytes[..<read.use.range.lowerBound].lastIndex(of: .lineFeed).map { $0 + 1 } ?? 0
    let before = bytes[line..<read.use.range.lowerBound].drop { $0.isSpace }
    guard before.last == UInt8(ascii: "("), before.dropLast().allSatisfy(\.isPartOfPath),
      UseSurroundings(read.use, in: syntax).isFollowed(by: UInt8(ascii: ")")),
      let bracket = bytes[read.use.range.upperBound...].firstIndex(of: UInt8(ascii: ")"))
    else { return false }
    let next = bytes[(bracket + 1)...].first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
    guard next.map({ "\r\n;#".utf8.contains($0) }) ?? true else { return false }
    return syntax.dynamicNameAccess.contains { $0.kind == .reload && $0.range.lowerBound == before.startIndex }
  }

  private mutating func note(_ file: String, _ place: Place) {
    if places[file] == nil { places[file] = place }
  }
}

extension ModuleSyntax {
  /// Whether the file has words for the namespace of an object.
  fileprivate var speaksOfNamespaces: Bool { ["vars(", "__dict__"].contains { source.contains($0) } }
}

extension SourceFile {
  /// Whether some text stands anywhere in it.
  func contains(_ text: String) -> Bool { bytes.firstRange(of: Array(text.utf8)) != nil }
}
