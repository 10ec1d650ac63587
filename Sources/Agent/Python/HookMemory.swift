import AgentShims
import CPython

private typealias Exchange = @convention(c) (CInt, UnsafeMutablePointer<AgentAllocator>?) -> Void

/// `PYMEM_DOMAIN_RAW`, which the limited headers leave out.
private let rawDomain: CInt = 0

/// The interpreter's allocator before it knew its options, and at its end.
nonisolated(unsafe) private var first = AgentAllocator()
nonisolated(unsafe) private var last = AgentAllocator()
nonisolated(unsafe) private var hookMemory: UnsafeMutableRawPointer?

/// Adds the audit hook before the interpreter starts, and remembers the memory it takes.
///
/// `PySys_AddAuditHook` takes it when the interpreter does not know its options yet. Where these choose the debug
/// allocator (`-X dev`, `PYTHONMALLOC=debug`), that one is asked at the end to free what it has never seen, and aborts
/// the program. So the memory is given back to the allocator it came from, see `prepareHookRelease`.
func addAuditHook(_ hook: Python.AuditHook, _ python: Python) {
  guard let (read, write) = allocatorExchange() else {
    _ = python.addAuditHook(hook, nil)
    return
  }
  read(rawDomain, &first)
  var watching = first
  watching.context = nil
  watching.allocate = { _, size in
    hookMemory = first.allocate?(first.context, size)
    return hookMemory
  }
  watching.allocate_zeroed = { _, count, size in first.allocate_zeroed?(first.context, count, size) }
  watching.resize = { _, block, size in first.resize?(first.context, block, size) }
  watching.free = { _, block in first.free?(first.context, block) }
  write(rawDomain, &watching)
  _ = python.addAuditHook(hook, nil)
  write(rawDomain, &first)
}

/// To be called before the interpreter frees its hooks: lets the memory of this one go where it came from.
func prepareHookRelease() {
  guard hookMemory != nil, let (read, write) = allocatorExchange() else { return }
  read(rawDomain, &last)
  guard unsafeBitCast(last.free, to: Int.self) != unsafeBitCast(first.free, to: Int.self) else { return }
  var sorting = AgentAllocator()
  sorting.allocate = { _, size in last.allocate?(last.context, size) }
  sorting.allocate_zeroed = { _, count, size in last.allocate_zeroed?(last.context, count, size) }
  sorting.resize = { _, block, size in last.resize?(last.context, block, size) }
  sorting.free = { _, block in
    guard block != nil, block == hookMemory else {
      last.free?(last.context, block)
      return
    }
    hookMemory = nil
    first.free?(first.context, block)
  }
  write(rawDomain, &sorting)
}

private func allocatorExchange() -> (read: Exchange, write: Exchange)? {
  guard let read = Python.address("PyMem_GetAllocator"), let write = Python.address("PyMem_SetAllocator") else {
    return nil
  }
  return (unsafeBitCast(read, to: Exchange.self), unsafeBitCast(write, to: Exchange.self))
}
