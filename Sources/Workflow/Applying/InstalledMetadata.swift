internal import Advice
internal import Foundation
internal import SourceText

/// What is installed under a name in one folder: its version and its list of files (`RECORD`, PEP 376).
struct InstalledMetadata {
  /// The version.
  let version: String
  /// The path of the list; nil for a package without one.
  let record: String?

  /// Looks for a package; nil if the folder has none of that name.
  init?(of distribution: String, in folder: String) {
    let entries = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    for entry in entries where entry.hasSuffix(".dist-info") || entry.hasSuffix(".egg-info") {
      let isEgg = entry.hasSuffix(".egg-info")
      guard let text = Self.text("\(folder)/\(entry)/\(isEgg ? "PKG-INFO" : "METADATA")"),
        let name = Self.field("Name", of: text), let version = Self.field("Version", of: text),
        RecipeBook.isSame(name, distribution)
      else { continue }
      self.version = version
      let record = "\(folder)/\(entry)/RECORD"
      self.record = FileManager.default.fileExists(atPath: record) ? record : nil
      return
    }
    return nil
  }

  /// The list of files with new hashes and sizes; lines without a hash stay as they are.
  ///
  /// - Parameters:
  ///   - text: the list.
  ///   - files: the new contents, by path.
  /// - Returns: the new list.
  static func record(_ text: String, with files: [String: (hash: String, size: Int)]) -> String {
    // By scalars: a carriage return and a line feed are one character.
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return lines.map { line in
      let ending = line.hasSuffix("\r") ? "\r" : ""
      let fields = line.dropLast(ending.count).split(separator: ",", omittingEmptySubsequences: false)
      // A path with a comma is quoted; such a one is none of a module.
      guard fields.count == 3, fields[1].hasPrefix("sha256="), let file = files[String(fields[0])] else {
        return line
      }
      return "\(fields[0]),sha256=\(encoded(file.hash)),\(file.size)\(ending)"
    }
    .joined(separator: "\n")
  }

  /// The hash as a list of files spells it: URL-safe base 64 without padding.
  private static func encoded(_ hexadecimal: String) -> String {
    let digits = Array(hexadecimal)
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
      UInt8(String(digits[$0...($0 + 1)]), radix: 16)
    }
    return Data(bytes).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  private static func field(_ name: String, of text: String) -> String? {
    for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix("\(name): ") {
      return line.dropFirst(name.count + 2).trimmingCharacters(in: .whitespaces)
    }
    return nil
  }

  private static func text(_ path: String) -> String? {
    RegularFile.contents(of: path).map { String(decoding: $0, as: UTF8.self) }
  }
}
