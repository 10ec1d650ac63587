internal import Advice
internal import ImportGraph
internal import Recording
internal import Rewriting
internal import SourceText

/// The patch of one package, as it stands in a file: what it is for, and a diff that `patch -p1` takes as well.
///
///     # libprof patch 1
///     # distribution: NAME
///     # version: VERSION
///     # python: VERSION, for what older ones do not understand
///     # file: PATH SHA-256-BEFORE SHA-256-AFTER
///     --- a/PATH
///     +++ b/PATH
///     @@ …
public struct PackagePatch: Sendable {
  /// One changed file.
  struct File: Sendable {
    /// Below the folder that packages are installed in.
    let path: String
    /// SHA-256, hexadecimal.
    let before: String, after: String
    let diff: UnifiedDiffReader
  }

  /// The package.
  public let distribution: String, version: String
  /// The oldest Python that understands the result, if it is another one than before.
  let oldestPython: PythonVersion?
  let files: [File]

  /// The largest patch that is read, in bytes.
  private static let capacity = 64 << 20
  private static let title = "libprof patch 1"

  /// The text of a patch.
  static func text(_ part: Patch.Part) -> [UInt8] {
    guard let distribution = part.distribution else { return part.diff }
    var lines = [title, "distribution: \(distribution.name)", "version: \(distribution.version)"]
    if let oldest = part.oldestPython { lines.append("python: \(oldest)") }
    lines += part.files.map {
      "file: \($0.relativePath) \(Digest.hexadecimal(of: $0.before)) \(Digest.hexadecimal(of: $0.after))"
    }
    return Array(lines.map { "# \($0)\n" }.joined().utf8) + part.diff
  }

  /// Whether a text is the patch of a package.
  static func isPatch(_ bytes: [UInt8]) -> Bool { bytes.starts(with: Array("# \(title)\n".utf8)) }

  /// Reads a patch, from wherever it comes.
  ///
  /// - Throws: `ApplicationError.unusable` for what is none, or names files outside of the folder it is for.
  init(_ bytes: [UInt8], file: String) throws(ApplicationError) {
    guard bytes.count <= Self.capacity, Self.isPatch(bytes) else {
      throw .unusable(patch: file, reason: "it does not begin with `# \(Self.title)`")
    }
    var fields: [(name: String, value: String)] = []
    var rest = bytes[...]
    while rest.first == UInt8(ascii: "#"), let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let words = String(decoding: rest[..<end], as: UTF8.self).dropFirst(2).split(separator: ": ", maxSplits: 1)
      if words.count == 2 { fields.append((String(words[0]), String(words[1]))) }
      rest = rest[(end + 1)...]
    }
    func field(_ name: String) throws(ApplicationError) -> String {
      guard let value = fields.first(where: { $0.name == name })?.value else {
        throw .unusable(patch: file, reason: "it has no line `# \(name): …`")
      }
      return value
    }
    distribution = try field("distribution")
    version = try field("version")
    oldestPython = fields.first { $0.name == "python" }.flatMap { PythonVersion($0.value) }
    let listed = fields.filter { $0.name == "file" }.map(\.value)
    guard !listed.isEmpty else { throw .unusable(patch: file, reason: "it names no file") }
    let parts = Self.parts(rest)
    guard parts.count == listed.count else {
      throw .unusable(patch: file, reason: "it announces \(listed.count) files and changes \(parts.count)")
    }
    var files: [File] = []
    for (line, part) in zip(listed, parts) {
      let words = line.split(separator: " ", omittingEmptySubsequences: false)
      let path = words.dropLast(2).joined(separator: " ")
      guard words.count >= 3, Self.isInside(path), !files.contains(where: { $0.path == path }) else {
        throw .unusable(patch: file, reason: "it names a file that cannot be one of a package")
      }
      do {
        files.append(
          File(
            path: path,
            before: String(words[words.count - 2]),
            after: String(words[words.count - 1]),
            diff: try UnifiedDiffReader(part, path: path)
          )
        )
      } catch {
        throw .unusable(patch: file, reason: "\(error)")
      }
    }
    self.files = files
  }

  /// The diff of each file: it begins with `--- a/` behind a line that is no part of a hunk.
  private static func parts(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    let (mark, second) = (Array("--- ".utf8), Array("\n+++ ".utf8))
    var starts: [Int] = []
    var line = bytes.startIndex
    while line < bytes.endIndex {
      let end = bytes[line...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
      // A removed line may look like the first of the two, but none like both and a hunk's head.
      if bytes[line...].starts(with: mark), bytes[end...].starts(with: second),
        let third = bytes[(end + 1)...].firstIndex(of: UInt8(ascii: "\n")),
        bytes[(third + 1)...].starts(with: Array("@@ -".utf8))
      {
        starts.append(line)
      }
      line = end + 1
    }
    return starts.indices.map { index in
      bytes[starts[index]..<(index + 1 < starts.count ? starts[index + 1] : bytes.endIndex)]
    }
  }

  /// Whether a path stays in the folder it is relative to, and is a Python file's.
  private static func isInside(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return path.hasSuffix(".py") && !path.utf8.contains { $0 < 0x20 || $0 == 0x7F }
      && parts.allSatisfy { !["", ".", ".."].contains($0) }
  }
}
