import Foundation
import Launching
import Testing

struct `A program that cannot be started` {
  @Test func `is missing`() throws {
    let error = try failure(Program(executable: "/no/such/program"))
    #expect(error == .executableNotFound(name: "/no/such/program", searched: []))
    #expect(error.description.contains("/no/such/program"))
  }

  @Test func `is in no folder of PATH`() throws {
    let error = try failure(Program(executable: "no-such-program", environment: ["PATH": "/a:/b"]))
    #expect(error == .executableNotFound(name: "no-such-program", searched: ["/a", "/b"]))
    #expect(error.description.contains("/a, /b"))
  }

  @Test func `is not executable`() throws {
    let scratch = try Scratch()
    let path = try scratch.write("#!/bin/sh\n", to: "plain")
    let error = try failure(Program(executable: path))
    #expect(error == .notExecutable(path: path, reason: "Permission denied"))
    #expect(error.description.contains("chmod +x"))
  }

  @Test func `is a folder`() throws {
    #expect(try failure(Program(executable: "/tmp")) == .notExecutable(path: "/tmp", reason: "Is a directory"))
  }

  @Test func `has no format that the system knows`() throws {
    let scratch = try Scratch()
    let path = try scratch.write("just text\n", to: "text", permissions: 0o755)
    #expect(
      try failure(Program(executable: path)) == .notExecutable(path: path, reason: "Exec format error")
    )
  }

  @Test func `names an interpreter that is missing`() throws {
    let scratch = try Scratch()
    let path = try scratch.write("#!/no/such/python\n", to: "script", permissions: 0o755)
    #expect(try failure(Program(executable: path)) == .interpreterMissing(script: path))
  }

  @Test func `is to start in a folder that is missing, or no folder`() throws {
    let missing = try failure(Program(executable: "/bin/true", workingDirectory: "/no/such/folder"))
    #expect(missing == .workingDirectoryUnusable(path: "/no/such/folder", reason: "No such file or directory"))
    let file = try failure(Program(executable: "/bin/true", workingDirectory: "/etc/passwd"))
    #expect(file == .workingDirectoryUnusable(path: "/etc/passwd", reason: "Not a directory"))
  }

  @Test func `has a zero byte in an argument`() throws {
    #expect(try failure(Program(executable: "/bin/true", arguments: ["a", "b\0c"])) == .zeroByte(part: "argument 2"))
  }

  @Test func `has too many arguments`() throws {
    let error = try failure(
      Program(
        executable: "/bin/true",
        arguments: [String](repeating: String(repeating: "x", count: 100_000), count: 100)
      )
    )
    #expect(error == .argumentsTooLong(path: "/bin/true"))
  }

  private func failure(_ program: Program) throws -> LaunchingError {
    try #require(throws: LaunchingError.self) { try ColdStart().run(program) }
  }
}
