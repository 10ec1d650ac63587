/// Something that loading a module changed outside of it.
public struct ModuleEffect: Codable, Hashable, Sendable, CustomStringConvertible {
  /// What was changed.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    case moduleAttribute, builtin, searchPath, importHook, system, codec, pickling, abstractClass, exitFunction, signal
    case warningFilter, logging, environment, directory, locale, thread, child, file, socket, moduleReplaced
  }

  /// How it was changed.
  public enum Change: String, Codable, Sendable, CaseIterable {
    case done, added, replaced, removed
  }

  /// The absolute name of the module that was being loaded, innermost.
  public var module: String
  /// What was changed, and how.
  public var kind: Kind, change: Change
  /// Which one: an attribute, a logger, a variable, a path.
  public var subject: String
  /// What was added or taken away; may be empty.
  public var detail: String

  /// Describes one effect.
  public init(module: String, kind: Kind, change: Change, subject: String, detail: String = "") {
    self.module = module
    self.kind = kind
    self.change = change
    self.subject = subject
    self.detail = detail
  }

  /// What the module does, to be read after its name: "registers the codec error handler `y`".
  public var description: String {
    switch kind {
    case .moduleAttribute, .builtin: "\(verb("adds", "replaces", "deletes")) `\(subject)`"
    case .moduleReplaced: "puts another object in the place of the module `\(subject)`"
    case .searchPath where change == .done, .importHook where change == .done, .warningFilter where change == .done:
      "puts `\(subject)` in another order"
    case .searchPath, .importHook, .warningFilter:
      "\(verb("adds", "puts", "removes")) `\(detail)` \(verb("to", "before others in", "from")) `\(subject)`"
    case .system: "changes the interpreter's \(subject)"
    case .codec: "registers the codec \(detail) `\(subject)`"
    case .pickling: "changes how `\(detail)` is pickled"
    case .abstractClass: "registers `\(detail)` as a `\(subject)`"
    case .exitFunction: "registers `\(subject)` to be called at exit"
    case .signal: "handles signal \(subject) by `\(detail)`"
    case .logging: "\(verb("adds", "changes", "removes")) the `\(detail)` of the logger `\(subject)`"
    case .environment: "\(verb("sets", "changes", "removes")) the environment variable `\(subject)`"
    case .directory: "changes the working folder to \(detail)"
    case .locale: "changes the locale to \(detail)"
    case .thread: "starts a thread"
    case .child: "starts another process (`\(subject)` \(detail))"
    case .file: "writes the file \(subject)"
    case .socket: "uses the network (`\(subject)`)"
    }
  }

  private func verb(_ added: String, _ replaced: String, _ removed: String) -> String {
    switch change {
    case .added: added
    case .replaced, .done: replaced
    case .removed: removed
    }
  }
}
