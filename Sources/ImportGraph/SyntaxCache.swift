internal import Foundation
internal import PythonSyntax

/// A folder that keeps what was found out about files, one pack per project, so that only changed files are analysed again.
///
/// Whatever is wrong with a pack costs time and nothing else: it is as if it were not there.
public struct SyntaxCache: Sendable, Hashable {
  /// The folder of the packs.
  public let folder: String
  /// How many bytes all packs together may have; those not used for the longest time go first.
  public var capacity = 512 << 20

  /// A cache in a folder, which is made when something is to be kept.
  public init(folder: String) {
    self.folder = folder
  }

  /// The user's own, below `userFolder`; nil for someone without a home.
  public static var standard: SyntaxCache? { userFolder.map { SyntaxCache(folder: $0 + "/syntax") } }

  /// What libprof keeps for later runs: `libprof` below `$XDG_CACHE_HOME`, or else below `~/.cache`; nil without a home.
  public static var userFolder: String? {
    let environment = ProcessInfo.processInfo.environment
    // A relative path is to be ignored, says the specification of these folders.
    if let base = environment["XDG_CACHE_HOME"], base.hasPrefix("/") { return base + "/libprof" }
    return environment["HOME"].map { $0 + "/.cache/libprof" }
  }

  /// What is known about the files of a project.
  func pack(of root: String) -> SyntaxPack {
    let path = path(of: root)
    guard let data = FileManager.default.contents(atPath: path) else { return SyntaxPack() }
    // The time says when a pack was last of use.
    try? FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: path)
    return SyntaxPack([UInt8](data))
  }

  /// Replaces what is known about the files of a project, all at once or, if that is impossible, not at all.
  func store(_ pack: SyntaxPack, of root: String) {
    let path = path(of: root)
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(pack.bytes).write(to: URL(filePath: path), options: .atomic)
    } catch {
      // A full or read-only disk: the next run works as long as this one.
    }
    removeSurplus()
  }

  private func path(of root: String) -> String {
    let hash = ContentHash(Array(root.utf8))
    return "\(folder)/\(String(hash.first, radix: 36))\(String(hash.second, radix: 36)).pack"
  }

  private func removeSurplus() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let packs = names.filter { $0.hasSuffix(".pack") }.compactMap { name -> (path: String, size: Int, used: Date)? in
      let path = "\(folder)/\(name)"
      guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
        let size = attributes[.size] as? NSNumber, let used = attributes[.modificationDate] as? Date
      else { return nil }
      return (path, size.intValue, used)
    }
    var total = packs.map(\.size).reduce(0, +)
    for pack in packs.sorted(by: { $0.used < $1.used }) where total > capacity {
      try? FileManager.default.removeItem(atPath: pack.path)
      total -= pack.size
    }
  }
}
