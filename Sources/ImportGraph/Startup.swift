public import Recording

/// What happens before the program's first line: the interpreter, `site`, and what `.pth` files and `sitecustomize` load.
public struct Startup: Sendable, Hashable {
  /// The median over the runs, in nanoseconds.
  public var time: UInt64 = 0
  /// What is loaded then though no interpreter needs it, in the order of the loads.
  public var additions: [Addition] = []

  /// A module that is loaded because of an installed `.pth` file or a `sitecustomize`.
  public struct Addition: Sendable, Hashable {
    /// The module.
    public var name: String
    /// What it came with.
    public var distribution: Distribution
    /// Nanoseconds with all it loads, median over the runs.
    public var time: UInt64
    /// Bytes of resident memory with all it loads, median over the runs.
    public var memory: Int64
    /// How many modules that are.
    public var moduleCount: Int
    /// Where it is asked for; `<string>` is a line of a `.pth` file.
    public var site: CodeSite?
  }
}
