import Foundation
import Launching
import Recording
import TestSupport
import Testing

@Suite struct `An interpreter` {
  /// Pythons without audit hooks, by version.
  private static let old: [String: String] = {
    var found: [String: String] = [:]
    for installed in Interpreters.all where installed.minor < 8 { found["3.\(installed.minor)"] = installed.path }
    let environment = ProcessInfo.processInfo.environment
    let versions = (environment["PYENV_ROOT"] ?? NSHomeDirectory() + "/.pyenv") + "/versions"
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: versions)) ?? []
    let candidates = folders.filter { $0.hasPrefix("2.7") }.map { "\(versions)/\($0)/bin/python" } + ["python2.7"]
    found["2.7"] = candidates.first { (try? Command.run([$0, "-c", ""]))?.succeeded == true }
    return found
  }()

  @Test(arguments: ["2.7", "3.6", "3.7"]) func `that is too old is refused by its version`(version: String) throws {
    guard let path = Self.old[version] else { try Test.cancel("needs CPython \(version)") }
    let error = try #require(throws: RecordingError.self) { try Interpreter.find(named: path, below: "/") }
    guard case .interpreterUnusable(_, let reason) = error else {
      Issue.record("it is \(error)")
      return
    }
    #expect(reason.contains("Python \(version)."))
    #expect(reason.contains("3.8"))
    #expect("\(error)".contains("--python"))
  }

  @Test(arguments: minorVersions) func `describes itself`(minor: Int) throws {
    let sample = try Sample(python: minor)
    #expect(sample.interpreter.version.hasPrefix("3.\(minor)."))
    #expect(sample.interpreter.executable.hasPrefix("/"))
    #expect(sample.interpreter.prefix == sample.interpreter.basePrefix)
    #expect(sample.interpreter.searchPath.contains { $0.hasSuffix("python3.\(minor)") })
  }

  @Test func `that is not there is named`() throws {
    let error = try #require(throws: RecordingError.self) {
      try Interpreter.find(named: "/nonexistent/python3", below: "/")
    }
    guard case .interpreterNotFound(["/nonexistent/python3"]) = error else {
      Issue.record("it is \(error)")
      return
    }
  }

  @Test func `is looked for in the project and along the path`() throws {
    let scratch = try ScratchDirectory()
    let error = try #require(throws: RecordingError.self) {
      try Interpreter.find(
        named: nil,
        below: scratch.path,
        environment: ["PATH": scratch.path, "VIRTUAL_ENV": "/none"]
      )
    }
    guard case .interpreterNotFound(let searched) = error else {
      Issue.record("it is \(error)")
      return
    }
    #expect(searched.first == "/none/bin/python")
    #expect(searched.contains { $0.hasSuffix("/.venv/bin/python") })
    #expect(searched.contains("python3"))
  }

  @Test func `of the project's virtual environment comes first`() throws {
    let sample = try Sample(python: 11)
    let made = try sample.plain(["-m", "venv", "--without-pip", ".venv"])
    try #require(made.isSuccess, "\(made.standardError.text)")
    let found = try Interpreter.find(named: nil, below: sample.root, environment: ["PATH": "/nonexistent"])
    #expect(found.executable == sample.file(".venv/bin/python"))
    #expect(found.prefix == sample.file(".venv"))
    #expect(found.basePrefix == sample.interpreter.prefix)
  }

  @Test(arguments: ["exit 3", "echo nonsense", "kill -SEGV $$"])
  func `that is something else is refused`(script: String) throws {
    let scratch = try ScratchDirectory()
    let file = try scratch.write("#!/bin/sh\n\(script)\n", to: "python3")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    let error = try #require(throws: RecordingError.self) { try Interpreter.describe(file.path) }
    guard case .interpreterUnusable(file.path, _) = error else {
      Issue.record("it is \(error)")
      return
    }
  }
}
