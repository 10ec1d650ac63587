import Foundation
import TestSupport

/// The built `libprof`, run in a small project of its own.
struct Tool {
  static let isPossible = !Interpreters.atLeast(8).isEmpty
  static let reason = "needs a CPython from 3.8 on"

  let scratch: ScratchDirectory

  /// Writes a project; `heavy` is a module whose import takes its time.
  init(_ files: [String: String] = [:]) throws {
    scratch = try ScratchDirectory()
    let heavy = "import time\ntime.sleep(0.1)\ndef work(): return 1\n"
    for (name, text) in files.merging(["heavy.py": heavy, "ok.json": "{}"], uniquingKeysWith: { own, _ in own }) {
      try scratch.write(text, to: "project/\(name)")
    }
    try FileManager.default.createDirectory(at: scratch.file("tmp"), withIntermediateDirectories: true)
  }

  /// Where the program is.
  var folder: URL { scratch.file("project") }

  /// Temporary files and the cache are the project's own.
  var environment: [String: String] {
    ["TMPDIR": scratch.file("tmp").path, "XDG_CACHE_HOME": scratch.file("cache").path]
  }

  /// The tool lies beside the tests.
  static var path: String {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "."
    return URL(filePath: tests).deletingLastPathComponent().appending(path: "libprof").path
  }

  /// Runs it with arguments and the newest interpreter.
  func run(_ arguments: String..., variables: [String: String] = [:]) throws -> Command.Result {
    try Command.run([Self.path] + arguments, in: folder, environment: environment.merging(variables) { $1 })
  }

  /// Runs a line of shell in the project.
  func shell(_ line: String, variables: [String: String] = [:]) throws -> Command.Result {
    try Command.run(["/bin/sh", "-c", line], in: folder, environment: environment.merging(variables) { $1 })
  }

  /// Records `app.handler` with an empty event.
  func profile(to recording: String) throws -> Command.Result {
    let python = Interpreters.newest?.path ?? "python3"
    return try run(
      "profile",
      "-o",
      recording,
      "--python",
      python,
      "--handler",
      "app.handler",
      "--event",
      "ok.json"
    )
  }

  /// Whether permissions can be made to count for the tool.
  static let canForbid = geteuid() != 0 || FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")

  /// Runs `fix` on `app.handler`, perhaps without a privilege that a superuser has.
  func fix(
    _ arguments: String...,
    event: String = "ok.json",
    without privilege: String? = nil,
    variables: [String: String] = [:]
  ) throws -> Command.Result {
    let python = Interpreters.newest?.path ?? "python3"
    let unprivileged = privilege.map { geteuid() == 0 ? ["setpriv", "--bounding-set", "-" + $0] : [] } ?? []
    return try Command.run(
      unprivileged + [Self.path, "fix"] + arguments + [
        "--python", python, "--pairs", "21", "--handler", "app.handler", "--event", event,
      ],
      in: folder,
      environment: environment.merging(variables) { $1 }
    )
  }

  /// What is left of temporary files.
  var leftovers: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: scratch.file("tmp").path)) ?? []
  }

  func text(_ name: String) throws -> String {
    String(decoding: try scratch.read("project/\(name)"), as: UTF8.self)
  }
}
