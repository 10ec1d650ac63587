import EventLayout
import Foundation
import TestSupport
import Testing

/// Programs that look like an interpreter to the agent: it steps aside, and the head of its log says why.
@Suite struct `The agent refuses` {
  private static let agent = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "libprof-agent.so").path
  private static let compiler = ["cc", "clang", "gcc"].first {
    (try? Command.run([$0, "--version"]))?.succeeded == true
  }

  @Test(
    .enabled(if: compiler != nil, "needs a C compiler"),
    arguments: [
      ("3.14.0 free-threading build (main)", "PySys_AddAuditHook", LIBPROF_AGENT_FREE_THREADED, ""),
      ("3.13.0 experimental free-threading build", "PySys_AddAuditHook", LIBPROF_AGENT_FREE_THREADED, ""),
      ("3.7.17 (default)", "unused", LIBPROF_AGENT_INTERPRETER_TOO_OLD, ""),
      ("3.14.0 (main)", "PySys_AddAuditHook", LIBPROF_AGENT_SYMBOL_MISSING, "PyImport_GetModuleDict"),
    ]
  )
  func `an interpreter it cannot watch`(
    version: String,
    symbol: String,
    state: LibprofAgentState,
    detail: String
  ) throws {
    let scratch = try ScratchDirectory()
    let source = """
      #include <stdio.h>
      const char *Py_GetVersion(void) { return "\(version)"; }
      int \(symbol)(void *hook, void *data) { puts("hooked"); return 0; }
      int main(void) { puts("done"); return 6; }
      """
    let file = try scratch.write(source, to: "interpreter.c").path
    let program = scratch.file("interpreter").path
    let built = try Command.run([Self.compiler ?? "cc", "-rdynamic", "-o", program, file])
    try #require(built.succeeded, "\(built.errorText)")
    let logs = scratch.file("logs")
    try FileManager.default.createDirectory(at: logs, withIntermediateDirectories: true)
    let result = try Command.run(
      [program],
      environment: ["LD_PRELOAD": Self.agent, "LIBPROF_AGENT_LOGS": logs.path]
    )
    #expect(result.status == 6)
    #expect(result.outputText == "done\n")
    let log = try #require(try FileManager.default.contentsOfDirectory(atPath: logs.path).first)
    let bytes = try scratch.read("logs/\(log)")
    let header = try #require(bytes.count >= MemoryLayout<LibprofLogHeader>.size ? bytes : nil).withUnsafeBytes {
      $0.loadUnaligned(as: LibprofLogHeader.self)
    }
    #expect(header.state == state.rawValue)
    #expect(withUnsafeBytes(of: header.detail) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) } == detail)
  }
}
