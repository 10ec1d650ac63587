internal import Foundation
internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// Which names of the program's modules are spelled where no Python reads them: in settings (`orders = "app:main"`), in
/// scripts, and in code that stands in strings (`"from app import name"`).
struct NamesInText {
  private struct Name: Hashable {
    let file: String, name: String
  }

  private var places: [Name: Place] = [:]
  /// Names that a test replaces in a module that it computes: `patch(f"{module}.name")`.
  private var replaced: [String: Place] = [:]
  /// Names in strings of files that reach into the namespaces of others.
  private var looked: [String: Place] = [:]
  private var replacedModules: [String: Place] = [:]

  private static let endings = [
    ".toml", ".cfg", ".ini", ".yml", ".yaml", ".json", ".txt", ".sh", ".ipynb", ".rst", ".md", ".conf", ".pyx", ".pyi",
    ".html", ".jinja", ".j2", ".mako", ".service", "Procfile", "Dockerfile", "Makefile",
  ]
  private static let largestFile = 500_000

  init(_ project: Project, _ names: ModuleNames) {
    for path in Self.textFiles(below: project.root) {
      guard let bytes = RegularFile.contents(of: path, limit: Self.largestFile) else { continue }
      let file = SourceFile(path: path, bytes: bytes)
      read(file, String(path.dropFirst(project.root.count + 1)), names)
    }
    for path in project.paths where project.isOwn(path) {
      guard let syntax = project.files[path] else { continue }
      let relative = project.relativePath(of: path)
      read(syntax.source, relative, names)
      let lasts = DocumentationSettings.replacesForGood(syntax, path, names, project)
      readReplacements(syntax, relative, speaksOfModules: !lasts && !noteReplacedModules(in: syntax.source, relative))
    }
  }

  /// Where a text first names something of a file.
  func place(of name: String, in file: String) -> Place? {
    places[Name(file: file, name: name)]
  }

  /// Where a test replaces a name of some module.
  func patch(of name: String) -> Place? { replaced[name] }

  /// Where a name is taken out of some module's namespace.
  func lookup(of name: String) -> Place? { looked[name] }

  /// Where somebody puts another object into `sys.modules` in the place of a module, or takes it out.
  func replacement(of module: String) -> Place? {
    let parts = module.split(separator: ".")
    for count in parts.indices {
      if let place = replacedModules[parts.prefix(count + 1).joined(separator: ".")] { return place }
    }
    return nil
  }

  private static func textFiles(below root: String) -> [String] {
    guard let walk = FileManager.default.enumerator(atPath: root) else { return [] }
    var files: [String] = []
    let skipped: Set = ["node_modules", "__pycache__", "site-packages", "dist-packages"]
    while let entry = walk.nextObject() as? String, files.count < 2000 {
      let name = entry.split(separator: "/").last.map(String.init) ?? entry
      if skipped.contains(name) || name.hasPrefix(".") {
        walk.skipDescendants()
      } else if name == "pyvenv.cfg" {
        files.removeAll { $0.hasPrefix(String("\(root)/\(entry)".dropLast(name.count))) }
        walk.skipDescendants()
      } else if endings.contains(where: name.hasSuffix) {
        files.append("\(root)/\(entry)")
      }
    }
    return files.sorted()
  }

  /// Looks for `module:name`, and in texts that are no Python for `module.name` as well, and for `from module import names`.
  private mutating func read(_ file: SourceFile, _ relative: String, _ names: ModuleNames) {
    let bytes = file.bytes
    let isPython = relative.hasSuffix(".py")
    let from = Array("from".utf8)
    var offset = 0
    while offset < bytes.count {
      guard bytes[offset].isPartOfPath else {
        offset += 1
        continue
      }
      let start = offset
      while offset < bytes.count, bytes[offset].isPartOfPath || bytes[offset] == UInt8(ascii: ":") { offset += 1 }
      // Most words are of no interest, and making a string of each would take most of the time.
      let isColoned = bytes[start..<offset].contains(UInt8(ascii: ":"))
      let isDotted = !isPython && bytes[start..<offset].contains(UInt8(ascii: "."))
      guard isColoned || isDotted || offset - start == 4 && bytes[start..<offset] == from[...] else { continue }
      let word = String(decoding: bytes[start..<offset], as: UTF8.self)
      let place = Place(path: relative, line: file.lines.line(at: start))
      let sides = word.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      if sides.count == 2, let name = sides[1].split(separator: ".").first {
        for module in names.files(named: sides[0]) { note(String(name), of: module, place) }
      }
      if !isPython, sides.count == 1 {
        let parts = word.split(separator: ".").map(String.init)
        for count in parts.indices.dropFirst() {
          for module in names.files(named: parts.prefix(count).joined(separator: ".")) {
            note(parts[count], of: module, place)
          }
        }
      }
      if word == "from" { readImport(file, from: offset, place, names) }
    }
  }

  /// The rest of `from module import a, b` behind its first word.
  private mutating func readImport(_ file: SourceFile, from offset: Int, _ place: Place, _ names: ModuleNames) {
    let line = file.bytes[offset...].prefix { $0 != .lineFeed && $0 != UInt8(ascii: ";") }.prefix(400)
    let words = String(decoding: line, as: UTF8.self).split { !($0.isLetter || $0.isNumber || "._*".contains($0)) }
    guard words.count > 2, words[1] == "import" else { return }
    for module in names.files(named: String(words[0])) {
      for word in words.dropFirst(2) { note(String(word), of: module, place) }
    }
  }

  /// Notes the modules that a file replaces in `sys.modules` by names which stand right there.
  ///
  /// - Returns: Whether that is all it does to it; otherwise any text of the file may be the name of one.
  private mutating func noteReplacedModules(in source: SourceFile, _ relative: String) -> Bool {
    let mentions = ModuleTableMention.all(in: source)
    for mention in mentions {
      guard case .replaces(let name, let offset) = mention, replacedModules[name] == nil else { continue }
      replacedModules[name] = Place(path: relative, line: source.lines.line(at: offset))
    }
    return !mentions.contains(.other)
  }

  /// `f"{module}.name"` and `module + ".name"` in files that replace names, and what is put into `sys.modules`.
  private mutating func readReplacements(_ syntax: ModuleSyntax, _ relative: String, speaksOfModules: Bool) {
    let bytes = syntax.source.bytes
    let replaces = ["patch", "setattr"].contains { syntax.source.contains($0) }
    let reachesGlobals = ["__globals__", "f_globals", "__dict__"].contains { syntax.source.contains($0) }
    guard speaksOfModules || replaces || reachesGlobals else { return }
    let computesNames = replaces && syntax.mayReplaceByComputedName
    for (offset, byte) in bytes.enumerated() where ".\"'".utf8.contains(byte) {
      let place = Place(path: relative, line: syntax.source.lines.line(at: offset))
      if byte == UInt8(ascii: "."), computesNames, offset > 0, "}\"'".utf8.contains(bytes[offset - 1]) {
        let path = String(decoding: bytes[(offset + 1)...].prefix { $0.isPartOfPath }, as: UTF8.self)
        let first = path.split(separator: ".").first.map(String.init)
        if let first, replaced[first] == nil { replaced[first] = place }
      }
      guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") else { continue }
      let word = bytes[(offset + 1)...].prefix { $0.isPartOfPath }
      guard !word.isEmpty, offset + 1 + word.count < bytes.count, bytes[offset + 1 + word.count] == byte else {
        continue
      }
      let text = String(decoding: word, as: UTF8.self)
      if speaksOfModules, replacedModules[text] == nil { replacedModules[text] = place }
      if reachesGlobals, looked[text] == nil { looked[text] = place }
      // `patch.multiple("app", name=…)`
      if replaces, let names = Self.keywords(ofMultipleAround: offset, in: bytes) {
        for name in names where replaced[name] == nil { replaced[name] = place }
      }
    }
  }

  /// The keywords of `multiple(` when its first argument begins at an offset.
  private static func keywords(ofMultipleAround offset: Int, in bytes: [UInt8]) -> [String]? {
    let before = bytes[..<offset].suffix(40).filter { !$0.isSpace }
    guard before.suffix(9) == Array("multiple(".utf8)[...] else { return nil }
    let call = bytes[offset...].prefix(1000)
    return call.split(separator: UInt8(ascii: "=")).compactMap { piece in
      let name = piece.reversed().drop { $0.isSpace }.prefix { $0.isPartOfName }.reversed()
      return name.isEmpty ? nil : String(decoding: Array(name), as: UTF8.self)
    }
  }

  private mutating func note(_ name: String, of file: String, _ place: Place) {
    // A file may say so of itself.
    let key = Name(file: file, name: name)
    if places[key] == nil { places[key] = place }
  }
}
