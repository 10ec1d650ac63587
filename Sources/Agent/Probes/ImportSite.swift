import AgentShims
import CPython

/// The line of Python that asks for an import: the innermost frame outside of the import machinery.
struct ImportSite {
  var file: UInt32 = 0
  var line: UInt32 = 0

  init(_ agent: UnsafeMutablePointer<Agent>) {
    let python = agent.pointee.python
    guard var frame = python.currentFrame() else { return }
    python.retain(frame)
    defer { python.release(frame) }
    while true {
      guard let code = python.code(ofFrame: frame) else { return }
      let name = python.attributeOrNil(code, "co_filename")
      python.release(code)
      let isMachinery = python.withBytes(of: name) { Self.isMachinery($0) } ?? false
      if !isMachinery {
        file = agent.number(of: name)
        python.release(name)
        line = UInt32(truncatingIfNeeded: python.frameLine(frame))
        return
      }
      python.release(name)
      guard let caller = python.caller(ofFrame: frame) else { return }
      python.release(frame)
      frame = caller
    }
  }

  private static func isMachinery(_ file: UnsafeBufferPointer<UInt8>) -> Bool {
    file.begins(with: "<frozen importlib") || file.ends(with: "/importlib/__init__.py")
  }
}
