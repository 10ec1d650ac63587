internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// The functions that are handed to what calls them at exit, on a signal, or when an object goes.
struct ShutdownFunctions {
  private static let registrars: Set = ["atexit", "signal", "weakref"]
  private static let calls = ["register(", "signal(", "finalize(", "ref("].map { Array($0.utf8) }

  private var registrar: [String: String] = [:]

  /// Looks at the calls in every file that imports a registrar; a method is known by its name alone.
  init(_ project: Project) {
    for path in project.paths {
      guard let syntax = project.files[path], let used = Self.registrar(in: syntax) else { continue }
      let bytes = syntax.source.bytes
      for call in Self.calls {
        var start = 0
        while let found = bytes[start...].firstRange(of: call) {
          start = found.upperBound
          let end = Self.end(ofCallFrom: start, in: bytes)
          for word in bytes[start..<end].split(whereSeparator: { !$0.isPartOfPath || $0 == UInt8(ascii: ".") }) {
            let name = String(decoding: word, as: UTF8.self)
            if registrar[name] == nil { registrar[name] = used }
          }
        }
      }
    }
  }

  /// What a function of that name is handed to, anywhere in the program.
  func registrar(of function: String) -> String? { registrar[function] }

  /// What a file registers functions with.
  static func registrar(in syntax: ModuleSyntax) -> String? {
    let imported = syntax.imports.flatMap { statement in
      statement.fromModule.map { [$0] } ?? statement.names.map(\.name)
    }
    return imported.first { registrars.contains($0) }
  }

  private static func end(ofCallFrom start: Int, in bytes: [UInt8]) -> Int {
    var depth = 1
    for offset in start..<bytes.count {
      if bytes[offset] == UInt8(ascii: "(") { depth += 1 }
      if bytes[offset] == UInt8(ascii: ")") { depth -= 1 }
      if depth == 0 { return offset }
    }
    return bytes.count
  }
}
