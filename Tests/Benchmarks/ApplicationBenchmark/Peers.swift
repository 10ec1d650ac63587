import Foundation
import Launching
import Recording
import Verification

/// A way to start a program differently that needs no change of it: what users would pick instead of a patch.
struct Peer {
  let title: String
  /// What is laid over the environment.
  let variables: [String: String]

  /// Every module is loaded at the first look at one of its attributes (`importlib.util.LazyLoader`, in front of every finder).
  static func lazyLoader(in folder: String) throws -> Peer {
    let source = """
      import importlib.util
      import sys


      class LazyFinder:
          def __init__(self):
              self.active = False

          def find_spec(self, name, path=None, target=None):
              if self.active:
                  return None
              self.active = True
              try:
                  spec = importlib.util.find_spec(name) if path is None else _found(name, path)
              except (ImportError, ValueError, AttributeError):
                  return None
              finally:
                  self.active = False
              if spec is None or spec.loader is None or not hasattr(spec.loader, "exec_module"):
                  return None
              spec.loader = importlib.util.LazyLoader(spec.loader)
              return spec


      def _found(name, path):
          for finder in sys.meta_path:
              spec = finder.find_spec(name, path) if hasattr(finder, "find_spec") else None
              if spec is not None:
                  return spec


      sys.meta_path.insert(0, LazyFinder())

      """
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try source.write(toFile: folder + "/sitecustomize.py", atomically: false, encoding: .utf8)
    return Peer(title: Title.lazyLoader, variables: ["PYTHONPATH": folder])
  }

  /// CPython 3.15 treats every import as `lazy import` (PEP 810).
  static let lazyImports = Peer(title: Title.lazyImports, variables: ["PYTHON_LAZY_IMPORTS": "all"])

  /// Compares the original with this, in turn, and looks at the answers to all events.
  ///
  /// - Throws: what makes the original impossible to start.
  func measure(_ start: ProgramStart, _ events: [Event], pairs: Int, scratch: String) throws -> Measurement {
    var differences: [String] = []
    for event in events {
      let expected = try start.run(event: event, in: start.root, scratch: scratch)
      do {
        let actual = try start.run(event: event, in: start.root, variables: variables, scratch: scratch)
        if let expected = expected.response, let actual = actual.response,
          let difference = ResponseOracle().firstDifference(expected: expected, actual: actual)
        {
          differences.append("\(event.name): \(difference)")
        }
      } catch {
        differences.append("\(event.name): \("\(error)".split(separator: "\n").last ?? "it fails")")
      }
    }
    var results: [(before: ProgramStart.Result, after: ProgramStart.Result)] = []
    for pair in 0..<pairs {
      func original() throws -> ProgramStart.Result {
        try start.run(event: events[0], in: start.root, scratch: scratch)
      }
      func changed() throws -> ProgramStart.Result {
        try start.run(event: events[0], in: start.root, variables: variables, scratch: scratch)
      }
      if pair.isMultiple(of: 2) {
        let before = try original()
        results.append((before, try changed()))
      } else {
        let after = try changed()
        results.append((try original(), after))
      }
    }
    func figure(_ value: (ProgramStart.Result) -> Double?) -> Measurement.Figure? {
      let (before, after) = (results.compactMap { value($0.before) }, results.compactMap { value($0.after) })
      guard before.count == results.count, after.count == results.count,
        let comparison = Comparison(before: before, after: after, confidence: 0.95)
      else { return nil }
      return Measurement.Figure(
        before: comparison.before.median,
        after: comparison.after.median,
        ratio: comparison.ratio,
        lower: comparison.interval?.lower,
        upper: comparison.interval?.upper
      )
    }
    guard let start = figure({ $0.coldStart / .seconds(1) }) else { throw NoPairs() }
    return Measurement(
      coldStart: start,
      initialization: figure { $0.parts.map { ($0.interpreter + $0.imports) / .seconds(1) } },
      memory: figure { Double($0.peakMemory) },
      modules: figure { $0.moduleCount.map(Double.init) },
      pairs: pairs,
      differences: differences
    )
  }
}

/// Nothing was measured.
struct NoPairs: Error {}

/// What the ways are called in the table.
enum Title {
  static let app = "fix"
  static let all = "fix --scope all"
  static let lazyLoader = "LazyLoader"
  static let lazyImports = "-X lazy_imports=all (3.15)"
  static let all315 = "fix --scope all (3.15)"
}
