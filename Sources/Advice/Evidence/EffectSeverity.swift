internal import Recording

/// Who can tell that an effect happens later, or not at all.
enum EffectSeverity: Comparable {
  /// Only users of the modules that have the effect.
  case ownUsers
  /// Others too if the module is never loaded, but nobody if it is loaded later.
  case onlyWhenMissing
  /// Other modules of the program, as soon as it happens at another time.
  case others
}

extension EffectSeverity {
  /// Rates an effect by what other modules of the program can observe.
  ///
  /// - Parameters:
  ///   - effect: what a module of the closure does.
  ///   - closure: the modules that would be loaded later.
  init(_ effect: ModuleEffect, in closure: EffectClosure) {
    self =
      switch effect.kind {
      // What a deferred module does to another one that is deferred with it cannot be seen before either is loaded, unless
      // the other one can be had alone. A namespace that no import leads to (made by an extension or by `six`) is known to
      // its makers alone.
      case .moduleAttribute, .moduleReplaced:
        closure.owns(effect.subject, changedBy: effect.module) ? .ownUsers : .others
      // Libraries made with pybind11 keep what they share with one another among the builtins.
      case .builtin where effect.subject.hasPrefix("builtins.__pybind11_"): .ownUsers
      // Every module reads these.
      case .builtin, .searchPath, .system, .locale, .directory, .signal: .others
      // A finder behind the others finds only what would not be found otherwise, for those who import its maker; one that
      // comes before others can change what they find.
      case .importHook where effect.change == .added && Self.findsOwnParts(effect.detail): .ownUsers
      case .importHook: effect.change == .added ? .onlyWhenMissing : .others
      // Text anywhere in the program is encoded by name.
      case .codec: .others
      // No object of a class exists before its module is loaded.
      case .pickling: closure.ownsClass(effect.detail) ? .ownUsers : .others
      case .abstractClass:
        closure.ownsClass(effect.detail) || closure.ownsClass(effect.subject) ? .ownUsers : .others
      // It tidies up after its module. Loaded later it runs earlier among the exit functions, which depend on one another
      // only where one module imports the other, and then their order stays.
      case .exitFunction: Self.isOwnExit(effect) ? .ownUsers : .onlyWhenMissing
      case .warningFilter: Self.isForOthers(effect.detail, closure) ? .others : .onlyWhenMissing
      // A logger named like a deferred module is used by that module; a null handler prints nothing.
      case .logging:
        closure.ownsClass(effect.subject) || effect.detail == "logging.NullHandler" ? .ownUsers : .others
      // Numeric libraries read theirs when their own native code is loaded, which comes later as well.
      case .environment: Self.isNumericTuning(effect.subject) ? .onlyWhenMissing : .others
      // They go on beside the program: what they see, and what sees them, depends on when they began.
      case .thread, .child, .file: .others
      // Making and binding one asks what the machine can do; only a connection is noticed by somebody.
      case .socket: ["socket.connect", "socket.sendto"].contains(effect.subject) ? .others : .onlyWhenMissing
      }
  }

  /// Whether a finder knows nothing but the parts of the module that brings it: that of `six`, wherever it was copied to.
  private static func findsOwnParts(_ finder: String) -> Bool {
    ("." + finder).hasSuffix(".six._SixMetaPathImporter")
  }

  /// Whether a module of the standard library tidies up after itself: without it there is nothing to tidy.
  private static func isOwnExit(_ effect: ModuleEffect) -> Bool {
    ["logging.shutdown", "multiprocessing.util._exit_function", "concurrent.futures.thread._python_exit"]
      .contains { $0 == effect.subject && $0.hasPrefix(effect.module + ".") }
  }

  /// Whether a filter makes errors of warnings, or decides whether those of modules that stay are printed: of any message, in
  /// any module, in a category that is another module's or Python's own.
  private static func isForOthers(_ filter: String, _ closure: EffectClosure) -> Bool {
    guard !filter.hasPrefix("error") else { return true }
    // The action, the message, the category, the module and the line.
    let words = filter.split(separator: " ").map(String.init)
    guard words.count == 5, words[1] == "NoneType", words[3] == "NoneType" else { return false }
    // These are hardly ever printed without a filter either.
    let quiet = ["DeprecationWarning", "PendingDeprecationWarning", "ImportWarning", "ResourceWarning"]
    return !(words[0] == "ignore" && quiet.contains(words[2])) && !closure.ownsClass(words[2])
  }

  private static func isNumericTuning(_ variable: String) -> Bool {
    ["KMP_", "OMP_", "MKL_", "OPENBLAS_", "GOTOBLAS_", "NUMEXPR_"].contains { variable.hasPrefix($0) }
  }
}

/// Modules that would be loaded later, or no more.
struct EffectClosure {
  /// By number: those that no import which must stay leads to.
  let later: Set<Int>
  let numbers: [String: Int]
  /// Whether somebody can have the first module without the second.
  let isSeenWithout: (Int, Int) -> Bool

  /// Whether only those who have its maker as well see an attribute of a module.
  func owns(_ attribute: String, changedBy maker: String) -> Bool {
    if attribute.hasPrefix("__main__.") { return false }
    guard let owner = owner(of: attribute) else { return true }
    guard later.contains(owner), let number = numbers[maker] else { return later.contains(owner) }
    return !isSeenWithout(owner, number)
  }

  /// Whether a class, or a logger, belongs to a module that comes later, or to one that no import leads to.
  func ownsClass(_ name: String) -> Bool {
    guard name.contains(".") || numbers[name] != nil else { return false }
    guard let owner = owner(of: name) else { return true }
    return later.contains(owner)
  }

  /// The loaded module that a dotted name belongs to: its longest beginning that is one.
  private func owner(of name: String) -> Int? {
    var parts = name.split(separator: ".")
    while !parts.isEmpty {
      if let number = numbers[parts.joined(separator: ".")] { return number }
      parts.removeLast()
    }
    return nil
  }
}
