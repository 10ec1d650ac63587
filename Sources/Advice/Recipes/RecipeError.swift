/// Why recipes cannot be used.
public enum RecipeError: Error, Hashable, CustomStringConvertible {
  /// A file cannot be read.
  case unreadable(file: String)
  /// A file is no recipe; the line is the first that is wrong, 1 where that is not known.
  case invalid(file: String, line: Int, problem: String)

  /// What happened, why, and what to do.
  public var description: String {
    switch self {
    case .unreadable(let file): "\(file): the recipe cannot be read; make it readable or move it away."
    case .invalid(let file, let line, let problem):
      "\(file):\(line): this is no recipe: \(problem). Patches/README.md describes the form."
    }
  }
}
