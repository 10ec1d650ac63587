internal import Foundation
internal import SourceText

/// Applications and handlers that can plainly be seen in a project's own files.
enum PlainPrograms {
  /// Looks through the Python files of a folder, and of the packages in it.
  static func findings(in folder: String) -> ProjectFindings {
    var findings = ProjectFindings()
    for path in files(of: folder) {
      guard let bytes = RegularFile.contents(of: "\(folder)/\(path)", limit: 1_000_000) else { continue }
      findings.candidates += PlainProgramReader(String(decoding: bytes, as: UTF8.self), path).candidates
    }
    return findings
  }

  /// The folder's own files first, then those of its packages.
  private static func files(of folder: String) -> [String] {
    let manager = FileManager.default
    func names(_ path: String) -> [String] { ((try? manager.contentsOfDirectory(atPath: path)) ?? []).sorted() }
    func isProgram(_ name: String) -> Bool { name.hasSuffix(".py") && !name.hasPrefix("test") && name != "conftest.py" }
    let top = names(folder)
    let packages = top.filter { name in
      ["__init__.py", "wsgi.py", "asgi.py"].contains { manager.fileExists(atPath: "\(folder)/\(name)/\($0)") }
    }
    return top.filter(isProgram)
      + packages.flatMap { package in names("\(folder)/\(package)").filter(isProgram).map { "\(package)/\($0)" } }
  }
}
