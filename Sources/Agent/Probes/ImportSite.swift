import AgentShims
import CPython

/// The line of Python that asks for an import: the innermost frame outside of the import machinery.
///
/// The machinery imports modules for itself as well (to read a file, say). Its own line is the site then, not the one
/// that started the machinery.
struct ImportSite {
  var file: UInt32 = 0
  var line: UInt32 = 0
  /// Whether the machinery asks for itself.
  private(set) var isMachinery = false

  /// Finds the line in the running frames.
  ///
  /// - Parameters:
  ///   - agent: the agent of this process.
  ///   - isExecution: whether a loader is asked to run a module's code: then all of the machinery passes the request on, also
  ///     what reloads, what makes lazy modules, and `runpy`.
  init(_ agent: UnsafeMutablePointer<Agent>, ofExecution isExecution: Bool = false) {
    let python = agent.pointee.python
    guard var frame = python.currentFrame() else { return }
    python.retain(frame)
    defer { python.release(frame) }
    var isInnermost = true
    while true {
      guard let code = python.code(ofFrame: frame) else { return }
      let name = python.attributeOrNil(code, "co_filename")
      defer { python.release(name) }
      let role =
        python.withBytes(of: name) {
          guard isExecution else { return Self.role(of: code, in: $0, python) }
          return Self.passesExecutionsOn($0) ? .passingOn : .asking
        } ?? .asking
      python.release(code)
      if role == .asking || role == .machinery && isInnermost {
        file = agent.number(of: name)
        line = UInt32(truncatingIfNeeded: python.frameLine(frame))
        isMachinery = role == .machinery
        return
      }
      guard let caller = python.caller(ofFrame: frame) else { return }
      python.release(frame)
      frame = caller
      isInnermost = false
    }
  }

  private enum Role {
    case asking, passingOn, machinery
  }

  /// Whether a file only passes on that a module's code is to be run.
  static func passesExecutionsOn(_ file: UnsafeBufferPointer<UInt8>) -> Bool {
    file.begins(with: "<frozen importlib.") || file.ends(with: "/importlib/__init__.py")
      || file.ends(with: "/importlib/util.py") || file.isEqual(to: "<frozen runpy>") || file.ends(with: "/runpy.py")
  }

  /// What a frame does with a request for a module; the names are those of CPython 3.8 to 3.15.
  private static func role(of code: Object, in file: UnsafeBufferPointer<UInt8>, _ python: Python) -> Role {
    let isBootstrap = file.begins(with: "<frozen importlib._bootstrap")
    guard isBootstrap || file.ends(with: "/importlib/__init__.py") else { return .asking }
    let name = python.attributeOrNil(code, "co_name")
    defer { python.release(name) }
    return python.withBytes(of: name) { name in
      guard isBootstrap else { return name.begins(with: "import_module") ? .passingOn : .asking }
      let passesOn =
        name.begins(with: "_gcd_import") || name.begins(with: "_find_and_load")
        || name.begins(with: "_call_with_frames_removed")
      return passesOn ? .passingOn : .machinery
    } ?? .asking
  }
}
