internal import Foundation
internal import ImportGraph
internal import Launching
public import Rewriting
internal import SourceText

/// A folder with a patch as files: one for the program, one for each package.
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
    removeOld(in: folder)
    var names: [String] = []
    for part in patch.parts {
      let name = name(of: part)
      do {
        try Data(PackagePatch.text(part)).write(to: URL(filePath: "\(folder)/\(name)"), options: .atomic)
      } catch {
        throw .unwritable(file: "\(folder)/\(name)", reason: SystemReason.of(error))
      }
      names.append(name)
    }
    return names
  }

  /// Reads the patches of packages.
  ///
  /// - Parameter folder: what `write` has filled.
  /// - Returns: the patches, by name of the file.
  /// - Throws: `ApplicationError` for a file that is none, or if there are none.
  public static func read(_ folder: String) throws(ApplicationError) -> [PackagePatch] {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".patch") }
    var patches: [PackagePatch] = []
    for name in names.sorted() {
      let path = "\(folder)/\(name)"
      guard let bytes = RegularFile.contents(of: path) else {
        throw .unusable(patch: path, reason: "it cannot be read")
      }
      // The program's own part is for `git apply`.
      if name == programName, !PackagePatch.isPatch(bytes) { continue }
      patches.append(try PackagePatch(bytes, file: path))
    }
    guard !patches.isEmpty else { throw .nothingToApply(folder: folder) }
    return patches
  }

  /// What an earlier plan has written would be applied together with this one.
  private static func removeOld(in folder: String) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name.hasSuffix(".patch") {
      let path = "\(folder)/\(name)"
      guard name == programName || PackagePatch.isPatch(RegularFile.contents(of: path) ?? [])
      else { continue }
      try? FileManager.default.removeItem(atPath: path)
    }
  }

  private static let programName = "program.patch"

  private static func name(of part: Patch.Part) -> String {
    guard let distribution = part.distribution else { return programName }
    // Metadata comes from elsewhere: nothing in it may lead out of the folder.
    let name = "\(distribution.name)-\(distribution.version)"
    return String(name.map { $0.isLetter || $0.isNumber || "-_.+".contains($0) ? $0 : "_" }) + ".patch"
  }
}
