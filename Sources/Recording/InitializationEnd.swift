/// Where the initialization of a program ends that is no handler and has no mark of its own.
///
/// That is the first call of the function that the user named; else the first function that runs outside of every import,
/// after the imports in the body of the program's first file: one of the program's own functions if there is such a call.
struct InitializationEnd {
  /// What names the end, `MODULE:FUNCTION`; nil for the usual rule.
  var function: String?
  /// The program's folder.
  var root: String

  /// A place between two records of a log.
  struct Place {
    var time: UInt64
    /// How many of each came before.
    var loads: Int, imports: Int, calls: Int, lines: Int
  }

  private var ownCall: Place?
  private var otherCall: Place?
  private var hasCalls = false
  private var sites: Set<CodeSite> = []
  private var ownLoads: Set<UInt32> = []
  private var lastImport: Place?

  init(function: String? = nil, root: String = "/") {
    self.function = function
    self.root = root
  }

  /// Where it is, once all records have been seen; without any calls in the log, the end of the last import.
  var place: Place? {
    hasCalls || function != nil ? ownCall ?? otherCall : lastImport
  }

  mutating func see(import site: CodeSite?, isOutermost: Bool) {
    if isOutermost, let site { sites.insert(site) }
  }

  mutating func see(loadBegan load: UInt32, at site: CodeSite?, isInLoad: Bool) {
    guard !isInLoad, let site, sites.contains(site) else { return }
    ownLoads.insert(load)
    // Not all imports were done when that call came.
    if function == nil { (ownCall, otherCall) = (nil, nil) }
  }

  mutating func see(loadEnded load: UInt32, at place: Place) {
    if ownLoads.contains(load) { lastImport = place }
  }

  mutating func see(call name: String, in file: String, isFunction: Bool, isInLoad: Bool, at place: Place) {
    hasCalls = true
    if let function {
      if ownCall == nil, isFunction, Self.names(function, name, file) { ownCall = place }
      return
    }
    // Until a script's body runs, `runpy` prepares it.
    guard isFunction, !isInLoad, !file.contains("runpy") else { return }
    if isOwn(file) {
      if ownCall == nil { ownCall = place }
    } else if otherCall == nil {
      otherCall = place
    }
  }

  /// Before 3.9 a script's file is named as on the command line.
  private func isOwn(_ file: String) -> Bool {
    !file.hasPrefix("<") && (!file.hasPrefix("/") || file.hasPrefix(root + "/")) && !file.contains("/site-packages/")
  }

  /// Whether `MODULE:FUNCTION` means the function of that name in a file; names are without their class before 3.11.
  static func names(_ function: String, _ name: String, _ file: String) -> Bool {
    let parts = function.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2, parts[1] == name || parts[1].hasSuffix("." + name) else { return false }
    let path = parts[0].replacing(".", with: "/")
    return ["\(path).py", "\(path)/__init__.py"].contains { file == $0 || file.hasSuffix("/" + $0) }
  }
}
