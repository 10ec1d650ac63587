internal import Foundation
internal import ImportGraph
internal import Launching
internal import Recording
public import Rewriting

/// Writes a patch as files: one for the program, one for each package.
///
/// The patch of a package begins with lines that tell what it is for; `patch -p1` passes over them:
///
///     # libprof patch 1
///     # distribution: NAME
///     # version: VERSION
///     # file: PATH SHA-256-BEFORE SHA-256-AFTER
public enum PatchFolder {
  /// Writes the parts of a patch.
  ///
  /// - Parameters:
  ///   - patch: the patch.
  ///   - folder: where to put them; made if it is not there.
  /// - Returns: the names of the files.
  /// - Throws: `WorkflowError.unwritable`.
  public static func write(_ patch: Patch, to folder: String) throws(WorkflowError) -> [String] {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw .unwritable(file: folder, reason: SystemReason.of(error))
    }
    var names: [String] = []
    for part in patch.parts {
      let name = name(of: part)
      do {
        try Data(head(of: part) + part.diff).write(to: URL(filePath: "\(folder)/\(name)"), options: .atomic)
      } catch {
        throw .unwritable(file: "\(folder)/\(name)", reason: SystemReason.of(error))
      }
      names.append(name)
    }
    return names
  }

  private static func name(of part: Patch.Part) -> String {
    guard let distribution = part.distribution else { return "program.patch" }
    // Metadata comes from elsewhere: nothing in it may lead out of the folder.
    let name = "\(distribution.name)-\(distribution.version)"
    return String(name.map { $0.isLetter || $0.isNumber || "-_.+".contains($0) ? $0 : "_" }) + ".patch"
  }

  private static func head(of part: Patch.Part) -> [UInt8] {
    guard let distribution = part.distribution else { return [] }
    var lines = ["libprof patch 1", "distribution: \(distribution.name)", "version: \(distribution.version)"]
    lines += part.files.map {
      "file: \($0.relativePath) \(Digest.hexadecimal(of: $0.before)) \(Digest.hexadecimal(of: $0.after))"
    }
    return Array(lines.map { "# \($0)\n" }.joined().utf8)
  }
}
