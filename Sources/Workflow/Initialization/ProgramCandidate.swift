internal import SourceText

/// A way to start the program that a project's files tell of.
public struct ProgramCandidate: Sendable, Hashable {
  /// How it is started.
  public enum Entry: Sendable, Hashable {
    case handler(String)
    case wsgi(String), asgi(String)
    case command([String])
  }

  /// How it is started.
  public let entry: Entry
  /// What tells of it: a file, and what it says there.
  public let source: String

  /// Describes a way.
  public init(_ entry: Entry, source: String) {
    self.entry = entry
    self.source = source
  }

  /// The setting in `[tool.libprof]`.
  var setting: String {
    switch entry {
    case .handler(let name): "handler = \(TOMLText.string(name))"
    case .wsgi(let name): "wsgi = \(TOMLText.string(name))"
    case .asgi(let name): "asgi = \(TOMLText.string(name))"
    case .command(let words): "command = \(TOMLText.strings(words))"
    }
  }

  /// Whether it is called with events, and not a command.
  var takesEvents: Bool { if case .command = entry { false } else { true } }

  /// Whether its events are requests.
  var takesRequests: Bool {
    switch entry {
    case .wsgi, .asgi: true
    case .handler, .command: false
    }
  }
}

/// What one kind of file tells about a project.
struct ProjectFindings {
  var candidates: [ProgramCandidate] = []
  /// What was found and cannot be used here, a sentence each.
  var remarks: [String] = []

  static func + (left: ProjectFindings, right: ProjectFindings) -> ProjectFindings {
    ProjectFindings(candidates: left.candidates + right.candidates, remarks: left.remarks + right.remarks)
  }
}
