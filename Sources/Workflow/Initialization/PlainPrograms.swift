internal import Foundation
internal import PythonSyntax
internal import SourceText

/// Applications and handlers that can plainly be seen in a project's own files, by what frameworks' manuals have people write.
enum PlainPrograms {
  /// The calls that make an application, with the name of the package they come from.
  private static let makers: [(call: String, package: String, isAsynchronous: Bool)] = [
    ("Flask", "flask", false), ("get_wsgi_application", "django", false), ("Bottle", "bottle", false),
    ("FastAPI", "fastapi", true), ("Starlette", "starlette", true), ("Quart", "quart", true),
    ("get_asgi_application", "django", true), ("Litestar", "litestar", true),
  ]
  private static let handlers = ["handler", "lambda_handler"]

  /// Looks through the Python files of a folder, and of the packages in it.
  static func findings(in folder: String) -> ProjectFindings {
    var findings = ProjectFindings()
    for path in files(of: folder) {
      guard let bytes = RegularFile.contents(of: "\(folder)/\(path)", limit: 1_000_000) else { continue }
      let text = String(decoding: bytes, as: UTF8.self)
      let mentions = makers.map(\.call) + handlers
      guard mentions.contains(where: { text.firstRange(of: $0) != nil }) else { continue }
      findings.candidates += candidates(in: text, path)
    }
    return findings
  }

  /// The folder's own files first, then those of its packages.
  private static func files(of folder: String) -> [String] {
    let manager = FileManager.default
    func names(_ path: String) -> [String] { ((try? manager.contentsOfDirectory(atPath: path)) ?? []).sorted() }
    func isProgram(_ name: String) -> Bool { name.hasSuffix(".py") && !name.hasPrefix("test") && name != "conftest.py" }
    let top = names(folder)
    let packages = top.filter { name in
      ["__init__.py", "wsgi.py", "asgi.py"].contains { manager.fileExists(atPath: "\(folder)/\(name)/\($0)") }
    }
    return top.filter(isProgram)
      + packages.flatMap { package in names("\(folder)/\(package)").filter(isProgram).map { "\(package)/\($0)" } }
  }

  private static func candidates(in text: String, _ path: String) -> [ProgramCandidate] {
    var name = path.dropLast(3).split(separator: "/").map(String.init)
    if name.last == "__init__", name.count > 1 { name.removeLast() }
    let module = name.joined(separator: ".")
    let imports = ModuleSyntax(source: SourceFile(path: path, text: text)).imports
    let modules: [String] = imports.flatMap { statement in
      statement.fromModule.map { [$0] } ?? statement.names.map(\.name)
    }
    let packages = Set(modules.map { String($0.prefix { $0 != "." }) })
    var candidates: [ProgramCandidate] = []
    for (offset, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let source = "\(path):\(offset + 1)"
      if let match = line.prefixMatch(of: /([A-Za-z_]\w*)\s*(?::[^=]*)?=\s*(?:\w+\.)*(\w+)\(/),
        let maker = makers.first(where: { $0.call == match.2 && packages.contains($0.package) })
      {
        let target = "\(module):\(match.1)"
        candidates.append(ProgramCandidate(maker.isAsynchronous ? .asgi(target) : .wsgi(target), source: source))
      } else if let match = line.prefixMatch(of: /def (\w+)\(\s*_?event\b[^,()]*,\s*_?context\b/),
        handlers.contains(String(match.1))
      {
        candidates.append(ProgramCandidate(.handler("\(module).\(match.1)"), source: source))
      }
    }
    return candidates
  }
}
