internal import ImportGraph
internal import Recording

/// Who ships what is exported, as the packages say that are installed now.
struct Owners {
  private let finder: DistributionFinder

  init(_ recording: Recording) {
    finder = DistributionFinder(recording)
  }

  /// The owner of a module; nil for what is nowhere, as a module that was not found.
  func owner(of load: ModuleLoad) -> Distribution? {
    guard load.file == nil, load.kind != .builtIn, load.kind != .frozen else { return finder.owner(of: load.file) }
    return nil
  }

  /// The owner of a function; nil for text that was compiled, and for frozen modules, which work for whoever calls them.
  func owner(of function: CodeSite) -> Distribution? {
    function.file.hasPrefix("<") ? nil : finder.owner(of: function.file)
  }
}
