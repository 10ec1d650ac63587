internal import Foundation
internal import TOMLKit

/// The commands that a project installs: `[project.scripts]`, or Poetry's own table.
enum ProjectScripts {
  /// Reads a project's `pyproject.toml`.
  static func findings(in document: TOMLTable, _ folder: String) -> ProjectFindings {
    let standard = document["project"]?.table?["scripts"]?.table
    let poetry = document["tool"]?.table?["poetry"]?.table?["scripts"]?.table
    var findings = ProjectFindings()
    for (table, heading) in [(standard, "[project.scripts]"), (poetry, "[tool.poetry.scripts]")] {
      for (name, value) in table ?? TOMLTable() {
        guard let target = value.string, let words = command(target, folder) else { continue }
        let source = "\(Configuration.file): \(heading) \(name)"
        findings.candidates.append(ProgramCandidate(.command(words), source: source))
      }
    }
    return findings
  }

  /// A start of a command that does nothing but explain itself: by its package where that can be run, else by its function.
  private static func command(_ target: String, _ folder: String) -> [String]? {
    let parts = target.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, parts.allSatisfy(isDotted) else { return nil }
    let package = String(parts[0].prefix { $0 != "." })
    let isRunnable = ["", "src/"].contains { place in
      FileManager.default.fileExists(atPath: "\(folder)/\(place)\(package)/__main__.py")
    }
    if isRunnable { return ["python", "-m", package, "--help"] }
    return ["python", "-c", "import \(parts[0]) as command; command.\(parts[1])()", "--help"]
  }

  private static func isDotted(_ name: String) -> Bool {
    !name.isEmpty
      && name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
        part.first.map { $0.isLetter || $0 == "_" } ?? false
          && part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      }
  }
}
