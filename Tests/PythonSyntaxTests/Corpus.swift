import Foundation
import TestSupport
import Testing

/// Many real files, over which CPython itself is the specification.
enum Corpus: String, CaseIterable, CustomTestStringConvertible {
  /// What hardly any library has, in `Forms/`: all of scoping, and what is new in the language.
  case forms
  /// The interpreter's own; every fourth, or all with `LIBPROF_FULL=1`.
  case standardLibrary
  /// The packages of `Corpus/requirements.txt`, brought by `make corpus`; with `LIBPROF_FULL=1` only.
  case packages

  static let isFull = ProcessInfo.processInfo.environment["LIBPROF_FULL"] == "1"

  var testDescription: String {
    switch self {
    case .forms: "the forms"
    case .standardLibrary: "the standard library"
    case .packages: "the scientific packages"
    }
  }

  /// Those that can be compared now.
  static var present: [Corpus] { allCases.filter { $0 != .packages || isFull && installed != nil } }

  /// The files, sorted.
  func files(_ interpreter: InstalledInterpreter) -> [String] {
    let folder =
      switch self {
      case .forms: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Forms").path
      case .standardLibrary: interpreter.standardLibrary
      case .packages: Self.installed ?? ""
      }
    let all = (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? [])
      .filter { $0.hasSuffix(".py") && isPart($0) }.sorted()
    return all.enumerated().filter { Self.isFull || self == .forms || $0.offset % 4 == 0 }.map {
      "\(folder)/\($0.element)"
    }
  }

  private func isPart(_ path: String) -> Bool {
    switch self {
    case .forms: true
    case .standardLibrary: !path.contains("site-packages/")
    case .packages: !path.hasPrefix("pip/") && !path.hasPrefix("setuptools/")
    }
  }

  private static let installed: String? = {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let environment = tests.appending(path: "Applications/.environments/Corpus")
    guard FileManager.default.fileExists(atPath: environment.appending(path: ".prepared").path) else { return nil }
    let library = environment.appending(path: "lib").path
    return (try? FileManager.default.contentsOfDirectory(atPath: library))?.first { $0.hasPrefix("python3") }
      .map { "\(library)/\($0)/site-packages" }
  }()

  /// Asks a script of `Reference/` about files: the lines that it prints for each, by path.
  static func ask(
    _ script: String,
    about files: [String],
    _ interpreter: InstalledInterpreter,
    _ arguments: String...
  ) throws -> [(path: String, head: String, lines: [String])] {
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Reference/\(script)")
    let answer = try Command.run(
      [interpreter.path, "-I", script.path(percentEncoded: false)] + arguments,
      input: Array(files.joined(separator: "\n").utf8)
    )
    guard answer.succeeded else { throw Failure(text: answer.errorText) }
    var result: [(path: String, head: String, lines: [String])] = []
    for line in answer.output.split(separator: UInt8(ascii: "\n")) {
      let line = String(decoding: line, as: UTF8.self)
      if line.hasPrefix("F ") {
        let words = line.split(separator: " ", maxSplits: 2).map(String.init)
        result.append((words[1], words.count > 2 ? words[2] : "", []))
      } else {
        result[result.count - 1].lines.append(line)
      }
    }
    return result
  }

  struct Failure: Error {
    let text: String
  }

  /// The files that may differ, by the end of their paths, each with the reason: `Reference/differences.md`.
  static func knownDifferences() throws -> [String: String] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Reference/differences.md")
    var known: [String: String] = [:]
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") where line.hasPrefix("- `") {
      let parts = line.dropFirst(3).split(separator: "`: ", maxSplits: 1)
      guard parts.count == 2 else { throw Failure(text: "no reason: \(line)") }
      known[String(parts[0])] = String(parts[1])
    }
    return known
  }

  /// What differs between two lists, in either direction.
  static func differences(_ expected: [String], _ actual: [String]) -> [String] {
    var counts: [String: Int] = [:]
    for line in expected { counts[line, default: 0] += 1 }
    for line in actual { counts[line, default: 0] -= 1 }
    return counts.filter { $0.value != 0 }.map { ($0.value > 0 ? "  CPython " : "  libprof ") + $0.key }.sorted()
  }
}
