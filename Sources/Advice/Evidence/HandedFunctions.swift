internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// The functions that a program hands to something else to call, by the calls of some libraries that take them.
struct HandedFunctions {
  /// What takes functions: the modules it comes with, and the calls, each with its bracket.
  struct Taker {
    let modules: Set<String>
    let calls: [[UInt8]]

    private init(_ modules: Set<String>, _ calls: [String]) {
      self.modules = modules
      self.calls = calls.map { Array($0.utf8) }
    }

    /// At exit, on a signal, or when an object goes.
    static let shutdown = Self(["atexit", "signal", "weakref"], ["register(", "signal(", "finalize(", "ref("])
    /// In processes of their own.
    static let children = Self(
      ["multiprocessing", "multiprocessing.pool", "concurrent.futures", "concurrent.futures.process", "billiard"],
      ["Process(", "Pool(", "PoolExecutor(", "map(", "starmap(", "submit(", "apply(", "_async(", "imap("]
    )

    /// To other threads.
    static let threads = Self(
      ["threading", "_thread", "concurrent.futures", "concurrent.futures.thread", "asyncio", "queue"],
      [
        "Thread(", "Timer(", "start_new_thread(", "submit(", "run_in_executor(", "to_thread(", "executor.map(",
        "pool.map(",
      ]
    )
    /// By the interpreter itself, at moments of its own choice.
    static let hooks = Self(
      ["sys", "threading", "gc"],
      [
        "settrace(", "setprofile(", "addaudithook(", "callbacks.append(", "settrace_all_threads(",
        "setprofile_all_threads(", "set_coroutine_origin_tracking_depth(", "excepthook =", "unraisablehook =",
        "displayhook =", "path_hooks.append(", "path_hooks.insert(", "breakpointhook =",
      ]
    )

    /// The first of its modules that a file imports.
    fileprivate func module(in syntax: ModuleSyntax) -> String? {
      let imported = syntax.imports.flatMap { statement in
        statement.fromModule.map { [$0] } ?? statement.names.map(\.name)
      }
      return imported.first { modules.contains($0) }
    }
  }

  private var takers: [String: String] = [:]
  private var modules: [String: String] = [:]

  /// Looks at the calls in every file that imports such a library; a method is known by its name alone.
  init(_ project: Project, to taker: Taker) {
    for path in project.paths {
      guard let syntax = project.files[path], let module = taker.module(in: syntax) else { continue }
      modules[path] = module
      let bytes = syntax.source.bytes
      for call in taker.calls {
        var start = 0
        while let found = bytes[start...].firstRange(of: call) {
          start = found.upperBound
          let isCall = call.last == UInt8(ascii: "(")
          let lineEnd = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
          let end = isCall ? Self.end(ofCallFrom: start, in: bytes) : lineEnd
          for word in bytes[start..<end].split(whereSeparator: { !$0.isPartOfPath || $0 == UInt8(ascii: ".") }) {
            let name = String(decoding: word, as: UTF8.self)
            if takers[name] == nil { takers[name] = module }
          }
        }
      }
    }
  }

  /// The first library of those that take functions that a file imports.
  func module(importedBy file: String) -> String? { modules[file] }

  /// The library that a function of that name is handed to, anywhere in the program.
  func taker(of function: String) -> String? { takers[function] }

  private static func end(ofCallFrom start: Int, in bytes: [UInt8]) -> Int {
    var depth = 1
    for offset in start..<bytes.count {
      if bytes[offset] == UInt8(ascii: "(") { depth += 1 }
      if bytes[offset] == UInt8(ascii: ")") { depth -= 1 }
      if depth == 0 { return offset }
    }
    return bytes.count
  }
}
