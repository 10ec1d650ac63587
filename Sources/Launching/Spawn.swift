import Foundation
import Glibc
import LaunchingShims

/// The one call of `posix_spawn`, with everything it needs set up and cleared away.
struct Spawn {
  /// The absolute path of the executable.
  private let path: String
  private let program: Program

  /// Checks what can be checked before, because `posix_spawn` gives one number for many causes.
  init(_ program: Program) throws(LaunchingError) {
    try Spawn.rejectZeroBytes(in: program)
    if let folder = program.workingDirectory { try Spawn.checkFolder(folder) }
    let found = Environment.find(
      program.executable,
      in: program.environment,
      workingDirectory: program.workingDirectory
    )
    guard let found else { throw Spawn.whyNotFound(program) }
    self.program = program
    path = found
  }

  /// Starts the program in a process group of its own, with these descriptors as its first ones.
  ///
  /// - Parameter descriptors: The pairs (ours, the child's); of the others, only 0 to 2 are inherited.
  /// - Returns: The child, and the moment just before it was started.
  /// - Throws: `LaunchingError` with the likely cause.
  func start(descriptors: [(ours: Int32, theirs: Int32)]) throws(LaunchingError) -> (child: pid_t, instant: UInt64) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (ours, theirs) in descriptors { posix_spawn_file_actions_adddup2(&actions, ours, theirs) }
    if let folder = program.workingDirectory { _ = launching_add_chdir(&actions, folder) }
    // Not every library opens its files with O_CLOEXEC, and a script that a child holds open for writing cannot start.
    _ = launching_add_close_from(&actions, 3)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    // What we ignore or block, the child would ignore or block too: Python, for one, looks at how SIGINT was inherited.
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP
    posix_spawnattr_setflags(&attributes, Int16(flags))

    var arguments = ([program.executable] + program.arguments).map { strdup($0) } + [nil]
    defer { arguments.forEach { free($0) } }
    var variables = program.environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { variables.forEach { free($0) } }

    var child: pid_t = 0
    var instant = MonotonicClock.now
    var failure = posix_spawn(&child, path, &actions, &attributes, &arguments, &variables)
    // A file that was just written counts as open for writing for as long as a child that another thread is starting
    // has not reached its exec.
    for _ in 0..<50 where failure == ETXTBSY {
      usleep(10_000)
      instant = MonotonicClock.now
      failure = posix_spawn(&child, path, &actions, &attributes, &arguments, &variables)
    }
    guard failure == 0 else { throw whyNotStarted(failure) }
    return (child, instant)
  }

  private func whyNotStarted(_ failure: Int32) -> LaunchingError {
    switch failure {
    case ENOENT: .interpreterMissing(script: path)
    case E2BIG: .argumentsTooLong(path: path)
    case EAGAIN, ENOMEM: .systemRefused(what: "a process", reason: reason(failure))
    default: .notExecutable(path: path, reason: reason(failure))
    }
  }

  private static func whyNotFound(_ program: Program) -> LaunchingError {
    let name = program.executable
    guard name.utf8.contains(UInt8(ascii: "/")) else {
      return .executableNotFound(name: name, searched: Environment.searchedFolders(in: program.environment))
    }
    let path = name.hasPrefix("/") ? name : "\(program.workingDirectory ?? ".")/\(name)"
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      return .executableNotFound(name: name, searched: [])
    }
    return .notExecutable(path: name, reason: reason(isFolder.boolValue ? EISDIR : EACCES))
  }

  private static func checkFolder(_ folder: String) throws(LaunchingError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
      throw .workingDirectoryUnusable(path: folder, reason: reason(ENOENT))
    }
    guard isFolder.boolValue else { throw .workingDirectoryUnusable(path: folder, reason: reason(ENOTDIR)) }
    guard access(folder, X_OK) == 0 else { throw .workingDirectoryUnusable(path: folder, reason: reason(errno)) }
  }

  private static func rejectZeroBytes(in program: Program) throws(LaunchingError) {
    let parts =
      [("the executable", program.executable), ("the working directory", program.workingDirectory ?? "")]
      + program.arguments.enumerated().map { ("argument \($0.offset + 1)", $0.element) }
      + program.environment.sorted { $0.key < $1.key }
      .map { ("the variable \($0.key.prefix { $0 != "\0" })", "\($0.key)\($0.value)") }
    if let (part, _) = parts.first(where: { $0.1.utf8.contains(0) }) { throw .zeroByte(part: part) }
  }
}
