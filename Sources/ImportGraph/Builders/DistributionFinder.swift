internal import Foundation
internal import Recording

/// Tells which distribution owns a file, by the installed metadata (`RECORD`, `METADATA`; PEP 376, PEP 566).
final class DistributionFinder {
  private let interpreter: Interpreter
  private let firstParty: FirstParty
  private var owners: [String: [String: Distribution]] = [:]
  private let standardLibrary: Distribution
  private let program: Distribution

  init(_ recording: Recording) {
    interpreter = recording.interpreter
    firstParty = FirstParty(recording)
    standardLibrary = Distribution(
      kind: .standardLibrary,
      name: "Python standard library",
      version: recording.interpreter.version
    )
    let name = URL(filePath: recording.program.root).lastPathComponent
    program = Distribution(kind: .firstParty, name: name, version: "")
  }

  func owner(of file: String?) -> Distribution {
    guard let file else { return standardLibrary }
    if let (folder, top) = Self.installation(of: file) {
      if let known = owners(in: folder)[top] { return known }
      return Distribution(kind: .unknown, name: top, version: "")
    }
    if firstParty.contains(file) { return program }
    let isLibrary = [interpreter.basePrefix, interpreter.prefix, "/usr/lib/python3"].contains {
      file.hasPrefix($0 + "/")
    }
    return isLibrary ? standardLibrary : Distribution(kind: .unknown, name: Self.folder(of: file), version: "")
  }

  /// The packages folder a file lies in, and the first part of its path there.
  private static func installation(of file: String) -> (folder: String, top: String)? {
    for marker in ["/site-packages/", "/dist-packages/"] {
      guard let range = file.range(of: marker, options: .backwards) else { continue }
      let folder = String(file[..<file.index(before: range.upperBound)])
      return (folder, String(file[range.upperBound...].prefix { $0 != "/" }))
    }
    return nil
  }

  private static func folder(of file: String) -> String {
    URL(filePath: file).deletingLastPathComponent().path
  }

  private func owners(in folder: String) -> [String: Distribution] {
    if let known = owners[folder] { return known }
    var found: [String: Distribution] = [:]
    let entries = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    for entry in entries where entry.hasSuffix(".dist-info") {
      let parts = entry.dropLast(".dist-info".count).split(separator: "-", maxSplits: 1)
      let distribution = Distribution(
        kind: .installed,
        name: Self.properName(in: "\(folder)/\(entry)/METADATA") ?? String(parts.first ?? ""),
        version: parts.count > 1 ? String(parts[1]) : ""
      )
      guard let record = FileManager.default.contents(atPath: "\(folder)/\(entry)/RECORD") else { continue }
      for line in record.split(separator: UInt8(ascii: "\n")) {
        let top = line.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ",") }
        let name = String(decoding: top, as: UTF8.self)
        // `__pycache__`, `..` and the metadata itself belong to everyone.
        guard !name.hasPrefix("__pycache__"), name != "..", found[name] == nil else { continue }
        found[name] = distribution
      }
    }
    owners[folder] = found
    return found
  }

  /// The name with its own capitals and dashes; the folder's name has lost them.
  private static func properName(in file: String) -> String? {
    guard let data = FileManager.default.contents(atPath: file) else { return nil }
    for line in data.prefix(2_000).split(separator: UInt8(ascii: "\n")) where line.starts(with: Array("Name: ".utf8)) {
      return String(decoding: line.dropFirst(6), as: UTF8.self).trimmingCharacters(in: .whitespaces)
    }
    return nil
  }
}
