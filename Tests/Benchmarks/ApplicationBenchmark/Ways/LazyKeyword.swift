import Foundation
import Launching

/// A tool that writes the keyword `lazy` of CPython 3.15 into the application's own files.
struct LazyKeyword: Way {
  /// Which one.
  enum Tool: String { case importcost, pep810 }

  let tool: Tool
  /// The folder that the tools are installed in.
  let peers: String

  var title: String { tool.rawValue }

  func prepare(_ original: Place, in scratch: String) throws -> Prepared {
    let changed = try original.copy(to: scratch, withEnvironment: false)
    let clock = ContinuousClock()
    let began = clock.now
    let outcome = try changed.run(
      changed.python,
      ["-m", tool.rawValue] + arguments(changed, scratch),
      with: ["PYTHONPATH": peers],
      within: .seconds(900)
    )
    let effort = (clock.now - began) / .seconds(1)
    var prepared = Prepared(place: changed, effort: effort)
    if try text(of: original) == text(of: changed) {
      let said = outcome.standardOutput.text.split(separator: "\n").last
      prepared.unchanged = "nothing to change" + (said.map { ": \($0)" } ?? "")
    }
    return prepared
  }

  private func arguments(_ place: Place, _ scratch: String) throws -> [String] {
    switch tool {
    case .pep810: return ["apply", ".", "--write"]
    case .importcost:
      // Its way to be sure is a command that fails when something broke: here, one that asks for the answers to all events.
      let check = "\(scratch)/check.py"
      try Self.check.write(toFile: check, atomically: false, encoding: .utf8)
      let module = place.application.handler.split(separator: ".")[0]
      let events = place.application.events.map { "events/\($0).json" }.joined(separator: " ")
      return [
        "apply", ".", "--write", "--target", "import \(module)",
        "--test", "\(place.python) \(check) \(place.application.handler) \(events)",
      ]
    }
  }

  private func text(of place: Place) throws -> [String: String] {
    let files = try FileManager.default.contentsOfDirectory(atPath: place.root).filter { $0.hasSuffix(".py") }
    return try Dictionary(
      uniqueKeysWithValues: files.map { ($0, try String(contentsOfFile: "\(place.root)/\($0)", encoding: .utf8)) }
    )
  }

  private static let check = """
    import importlib
    import json
    import sys

    sys.path.insert(0, ".")
    module, function = sys.argv[1].split(".")
    handler = getattr(importlib.import_module(module), function)
    for name in sys.argv[2:]:
        with open(name) as file:
            json.dumps(handler(json.load(file), None))

    """
}
