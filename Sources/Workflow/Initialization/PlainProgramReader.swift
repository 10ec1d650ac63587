internal import PythonSyntax
internal import SourceText

/// Reads one file for applications and handlers, as the manuals of frameworks have people write them.
struct PlainProgramReader {
  /// A call that makes an application, and the package it comes from.
  private struct Maker {
    let call: String, package: String
    let isAsynchronous: Bool
  }

  private static let makers = [
    ("Flask", "flask", false), ("get_wsgi_application", "django", false), ("Bottle", "bottle", false),
    ("FastAPI", "fastapi", true), ("Starlette", "starlette", true), ("Quart", "quart", true),
    ("get_asgi_application", "django", true), ("Litestar", "litestar", true),
  ].map(Maker.init)
  private static let handlers: Set = ["handler", "lambda_handler"]

  private let text: String, path: String

  /// Takes a file.
  ///
  /// - Parameters:
  ///   - text: its text.
  ///   - path: its path below the program's folder.
  init(_ text: String, _ path: String) {
    self.text = text
    self.path = path
  }

  /// What can be started, in the order of the text.
  var candidates: [ProgramCandidate] {
    (applications + factories + functions).sorted { $0.place < $1.place }.map { place, entry in
      ProgramCandidate(entry, source: "\(path):\(text[..<place].count(where: \.isNewline) + 1)")
    }
  }

  private typealias Found = (place: String.Index, entry: ProgramCandidate.Entry)

  /// `app = Flask(__name__)` at the top of the file.
  private var applications: [Found] {
    let pattern = /^([A-Za-z_]\w*)[ \t]*(?::[^=\n]*)?=[ \t]*(?:\w+\.)*(\w+)\(/.anchorsMatchLineEndings()
    return text.matches(of: pattern).compactMap { match in
      guard Self.makers.contains(where: { $0.call == match.2 }) else { return nil }
      return makers.first { $0.call == match.2 }.map { found(at: match.range.lowerBound, String(match.1), $0) }
    }
  }

  /// `def create_app():` in a file that makes an application somewhere.
  private var factories: [Found] {
    let pattern = /^def (create_app|make_app|create_application)\(\s*\)/.anchorsMatchLineEndings()
    return text.matches(of: pattern).compactMap { match in
      makers.first { text.firstRange(of: $0.call + "(") != nil }.map { maker in
        found(at: match.range.lowerBound, "\(match.1)()", maker)
      }
    }
  }

  /// `def handler(event, context):`.
  private var functions: [Found] {
    let pattern = /^def (\w+)\(\s*_?event\b[^()]*?,\s*_?context\b/.anchorsMatchLineEndings()
    return text.matches(of: pattern).compactMap { match in
      Self.handlers.contains(String(match.1))
        ? (match.range.lowerBound, .handler("\(module).\(match.1)")) : nil
    }
  }

  private func found(at place: String.Index, _ target: String, _ maker: Maker) -> Found {
    (place, maker.isAsynchronous ? .asgi("\(module):\(target)") : .wsgi("\(module):\(target)"))
  }

  private var module: String {
    var parts = path.dropLast(3).split(separator: "/").map(String.init)
    if parts.last == "__init__", parts.count > 1 { parts.removeLast() }
    return parts.joined(separator: ".")
  }

  /// The makers whose package the file imports: others may have the same name.
  private var makers: [Maker] {
    let imports = ModuleSyntax(source: SourceFile(path: path, text: text)).imports
    let modules = imports.flatMap { statement in
      statement.fromModule.map { [$0] } ?? statement.names.map(\.name) as [String]
    }
    let packages = Set(modules.map { String($0.prefix { $0 != "." }) })
    return Self.makers.filter { packages.contains($0.package) }
  }
}
