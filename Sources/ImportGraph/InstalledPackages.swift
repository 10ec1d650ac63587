internal import Foundation
internal import SourceText

/// What the installed metadata of one folder says (`RECORD`, PEP 376; `top_level.txt` of setuptools): who owns which file.
struct InstalledPackages: Sendable {
  /// The owners of the first part of a path; several for a namespace package such as `google`.
  private var candidates: [String: [Distribution]] = [:]
  /// The owners of the single files of shared folders, by path below the folder.
  private var files: [String: Distribution] = [:]

  /// Reads each record of a folder once.
  ///
  /// - Parameters:
  ///   - folder: where packages are installed.
  ///   - onlyInstalled: leave out `.egg-info`, which an editable install writes beside the sources themselves.
  /// - Complexity: O(bytes of all records).
  init(in folder: String, onlyInstalled: Bool = false) {
    var records: [(distribution: Distribution, lines: [ArraySlice<UInt8>])] = []
    let entries = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    for entry in entries where !onlyInstalled || entry.hasSuffix(".dist-info") {
      guard let (distribution, lines) = Self.record(entry, folder) else { continue }
      records.append((distribution, lines))
      var previous: ArraySlice<UInt8> = []
      for line in lines {
        let top = line.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ",") }
        // A package's files stand together: most lines say nothing new.
        guard !top.elementsEqual(previous) else { continue }
        previous = top
        let name = String(decoding: top, as: UTF8.self)
        // Scripts and byte code belong to everyone.
        guard name != "..", name != "__pycache__", !name.isEmpty else { continue }
        if candidates[name]?.contains(distribution) != true { candidates[name, default: []].append(distribution) }
      }
    }
    let shared = Set(candidates.filter { $0.value.count > 1 }.keys)
    guard !shared.isEmpty else { return }
    for (distribution, lines) in records {
      for line in lines {
        let path = String(decoding: line.prefix { $0 != UInt8(ascii: ",") }, as: UTF8.self)
        guard shared.contains(String(path.prefix { $0 != "/" })), files[path] == nil else { continue }
        files[path] = distribution
      }
    }
  }

  /// The owner of a file, by its path below the folder.
  func owner(of path: String) -> Distribution? {
    let owners = candidates[String(path.prefix { $0 != "/" })] ?? []
    return owners.count > 1 ? files[path] ?? owners.first : owners.first
  }

  /// The distribution that one piece of metadata describes, and the files it says it owns.
  private static func record(_ entry: String, _ folder: String) -> (Distribution, [ArraySlice<UInt8>])? {
    let path = "\(folder)/\(entry)"
    let isEgg = entry.hasSuffix(".egg-info")
    guard isEgg || entry.hasSuffix(".dist-info"),
      let listed = contents(isEgg ? "\(path)/top_level.txt" : "\(path)/RECORD"),
      let distribution = distribution(of: entry, in: folder)
    else { return nil }
    guard isEgg else { return (distribution, lines(listed)) }
    // A top-level name is a folder or a file.
    return (distribution, lines(listed).flatMap { [$0, ArraySlice(Array($0) + Array(".py".utf8))] })
  }

  /// The distribution that one piece of metadata describes.
  static func distribution(of entry: String, in folder: String) -> Distribution? {
    guard let suffix = [".dist-info", ".egg-info"].first(where: entry.hasSuffix) else { return nil }
    // Neither a name nor a version has a dash here; what may follow them is the Python of an egg.
    let parts = entry.dropLast(suffix.count).split(separator: "-").map(String.init)
    guard let name = parts.first else { return nil }
    let fields = fields(in: "\(folder)/\(entry)/" + (suffix == ".egg-info" ? "PKG-INFO" : "METADATA"))
    return Distribution(
      kind: .installed,
      // The name with its own capitals and dashes; the folder's name has lost them.
      name: fields["Name"] ?? name,
      version: parts.count > 1 ? parts[1] : "",
      summary: fields["Summary"] ?? ""
    )
  }

  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
  }

  private static func contents(_ path: String) -> [UInt8]? {
    RegularFile.contents(of: path)
  }

  /// The fields of metadata that have one line each; the first ones are among its first bytes.
  private static func fields(in file: String) -> [String: String] {
    guard let bytes = contents(file) else { return [:] }
    var fields: [String: String] = [:]
    for line in lines(Array(bytes.prefix(4_000))) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let name = String(decoding: line[..<colon], as: UTF8.self)
      guard ["Name", "Summary"].contains(name), fields[name] == nil else { continue }
      fields[name] = String(decoding: line[line.index(after: colon)...], as: UTF8.self)
        .trimmingCharacters(in: .whitespaces)
    }
    return fields
  }
}
