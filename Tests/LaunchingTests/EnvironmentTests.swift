import Foundation
import Launching
import Testing

struct `The environment` {
  @Test func `is changed without touching the original`() {
    let old = ["A": "1", "B": "2"]
    #expect(Environment.setting("C", to: "3", in: old) == ["A": "1", "B": "2", "C": "3"])
    #expect(Environment.setting("A", to: "", in: old) == ["A": "", "B": "2"])
    #expect(Environment.removing("A", "C", from: old) == ["B": "2"])
    #expect(Environment.inherited["PATH"] != nil)
  }

  @Test func `finds a program as execvp does`() throws {
    let scratch = try Scratch()
    let manager = FileManager.default
    for name in ["first/tool", "second"] {
      try manager.createDirectory(atPath: "\(scratch.path)/\(name)", withIntermediateDirectories: true)
    }
    let tool = try scratch.write("", to: "second/tool", permissions: 0o755)
    _ = try scratch.write("", to: "second/data", permissions: 0o644)
    let here = try scratch.write("", to: "here", permissions: 0o755)
    let path = ["PATH": "/nowhere:\(scratch.path)/first:\(scratch.path)/second:"]

    #expect(Environment.find("tool", in: path) == tool, "the folder first/tool is passed over")
    #expect(Environment.find("data", in: path) == nil)
    #expect(Environment.find("", in: path) == nil)
    #expect(Environment.find("here", in: path, workingDirectory: scratch.path) == here)
    #expect(Environment.find("second/tool", in: [:], workingDirectory: scratch.path) == tool)
    #expect(Environment.find("sh", in: [:]) == "/bin/sh")
    #expect(Environment.find(tool, in: [:]) == tool)
  }
}
