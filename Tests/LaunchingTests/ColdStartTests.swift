import Foundation
import Launching
import Testing

struct `A cold start` {
  @Test(arguments: [0, 1, 2, 255] as [Int32])
  func `tells the exit status`(_ code: Int32) throws {
    #expect(try ColdStart().run(shell("exit \(code)")).termination == .exited(code: code))
  }

  @Test(arguments: ["TERM", "SEGV", "KILL", "PIPE"])
  func `tells the signal that ended the program`(_ name: String) throws {
    let outcome = try ColdStart().run(shell("kill -\(name) $$"))
    guard case .signalled(_, let signal) = outcome.termination else {
      Issue.record("\(outcome.termination)")
      return
    }
    #expect(signal == "SIG\(name)")
    #expect(outcome.termination.description == "was ended by SIG\(name)")
  }

  @Test func `keeps both streams apart`() throws {
    let outcome = try ColdStart().run(shell("echo out; echo err >&2; printf more"))
    #expect(outcome.standardOutput.text == "out\nmore")
    #expect(outcome.standardError.text == "err\n")
    #expect(!outcome.standardOutput.isTruncated)
  }

  @Test func `does not deadlock on much output to both streams`() throws {
    let script = "head -c 5000000 /dev/zero >&2 & head -c 9000000 /dev/zero; wait"
    let outcome = try ColdStart().run(shell(script), timeout: .seconds(20))
    #expect(outcome.termination == .exited(code: 0))
    #expect(outcome.standardOutput.bytes.count == 9_000_000)
    #expect(outcome.standardError.bytes.count == 5_000_000)
  }

  @Test func `keeps the beginning of what exceeds the limit`() throws {
    let outcome = try ColdStart().run(
      shell("printf start; head -c 1000000 /dev/zero; printf short >&2"),
      outputLimit: .kibibytes(1)
    )
    #expect(outcome.isSuccess)
    #expect(outcome.standardOutput.bytes.count == 1024)
    #expect(outcome.standardOutput.text.hasPrefix("start"))
    #expect(outcome.standardOutput.isTruncated)
    #expect(!outcome.standardError.isTruncated)
  }

  @Test func `gives the program its standard input`() throws {
    let bytes = [UInt8](repeating: 7, count: 300_000) + [0, 255]
    let outcome = try ColdStart().run(shell("cat", input: .bytes(bytes)))
    #expect(outcome.standardOutput.bytes == bytes)
    #expect(try ColdStart().run(shell("cat")).standardOutput.bytes.isEmpty)
  }

  @Test func `does not mind a program that ignores its input`() throws {
    #expect(try ColdStart().run(shell("true", input: .bytes([UInt8](repeating: 1, count: 1 << 20)))).isSuccess)
  }

  @Test func `passes the environment exactly`() throws {
    let variables = ["EMPTY": "", "EQUALS": "a=b=c", "LINES": "one\ntwo", "UMLAUT": "ä€𝄞", "PATH": "/nowhere"]
    let program = Program(executable: "/usr/bin/env", arguments: ["-0"], environment: variables)
    let entries = try ColdStart().run(program).standardOutput.text.split(separator: "\0").map(String.init)
    #expect(entries.sorted() == variables.map { "\($0.key)=\($0.value)" }.sorted())
  }

  @Test func `passes the arguments exactly`() throws {
    let arguments = ["", " two words ", "*", "ä€", "-n", "line\nbreak"]
    let program = Program(executable: "/usr/bin/printf", arguments: ["%s|"] + arguments)
    #expect(try ColdStart().run(program).standardOutput.text == arguments.map { $0 + "|" }.joined())
  }

  @Test func `starts in the working directory`() throws {
    let scratch = try Scratch()
    let script = try scratch.write("#!/bin/sh\npwd -P\n", to: "where", permissions: 0o755)
    let folder = URL(filePath: scratch.path).resolvingSymlinksInPath().path
    for executable in [script, "./where"] {
      let outcome = try ColdStart().run(Program(executable: executable, workingDirectory: scratch.path))
      #expect(outcome.standardOutput.text == folder + "\n")
    }
  }

  @Test func `starts with no signal ignored or blocked`() throws {
    let outcome = try ColdStart().run(shell("grep -E '^Sig(Blk|Ign)' /proc/self/status"))
    let masks = outcome.standardOutput.text.split(whereSeparator: \.isWhitespace).filter { !$0.hasPrefix("Sig") }
    // glibc's posix_spawn ignores the two signals that it keeps for itself (32 and 33); it sets them up on first use.
    #expect(masks == ["0000000000000000", "0000000180000000"] || masks == ["0000000000000000", "0000000000000000"])
  }

  @Test func `leaves no file of ours open in the program`() throws {
    let pipe = Pipe()
    let held = dup2(pipe.fileHandleForReading.fileDescriptor, 99)
    defer { close(held) }
    let outcome = try ColdStart().run(Program(executable: "/bin/ls", arguments: ["/proc/self/fd"]))
    // The last one is the folder that ls reads.
    #expect(outcome.standardOutput.text == "0\n1\n2\n3\n")
  }
}
