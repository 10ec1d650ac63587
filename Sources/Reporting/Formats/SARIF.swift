internal import Foundation
internal import Rewriting
internal import SourceText

/// SARIF 2.1.0 (OASIS): results with rules, places in the repository, partial fingerprints, and fixes that are applied as a whole.
enum SARIF {
  static func bytes(of diagnostics: [Diagnostic], in repository: Repository) -> [UInt8] {
    let rules = (Rule.all + Rule.checks).filter { rule in diagnostics.contains { $0.rule == rule } }
    let document = Document(
      runs: [
        Run(
          tool: Component(driver: Driver(rules: rules.map(Descriptor.init))),
          originalUriBaseIds: bases(of: diagnostics),
          results: diagnostics.map { result($0, rules, repository) }
        )
      ]
    )
    return encodedJSON(document)
  }

  /// The folders that addresses are relative to; where they lie is the reader's to know.
  private static let root = "%SRCROOT%", packages = "PACKAGES"

  private static func bases(of diagnostics: [Diagnostic]) -> [String: Base] {
    var bases = [root: Base(description: Text(text: "The root of the repository."))]
    if diagnostics.contains(where: { $0.fix?.files.contains { $0.package != nil } ?? false }) {
      bases[packages] = Base(description: Text(text: "The folder that packages are installed in."))
    }
    return bases
  }

  private static func result(_ diagnostic: Diagnostic, _ rules: [Rule], _ repository: Repository) -> Result {
    let own = diagnostic.places.map { place in
      Location(
        physicalLocation: Physical(
          artifactLocation: address(place.file, isPackaged: place.isPackaged, repository),
          region: Region(startLine: place.line, endLine: place.statement?.upperBound.line)
        )
      )
    }
    let manifest = Location(
      physicalLocation: Physical(artifactLocation: address(Repository.manifest, isPackaged: false, repository))
    )
    return Result(
      ruleId: diagnostic.rule.id,
      ruleIndex: rules.firstIndex(of: diagnostic.rule) ?? -1,
      level: diagnostic.rule.level.rawValue,
      message: Text(text: diagnostic.sentences.joined(separator: " ")),
      rank: (min(1, max(0, diagnostic.share)) * 1_000).rounded() / 10,
      // All of the statements have to be changed to be rid of it, which is what several locations mean.
      locations: own.isEmpty && repository.hasManifest ? [manifest] : own,
      partialFingerprints: ["\(Tool.name)Diagnostic/v1": diagnostic.fingerprint],
      fixes: diagnostic.fix.map { [fix($0, diagnostic, repository)] },
      properties: Properties(timeNs: diagnostic.time, share: diagnostic.share, memoryBytes: diagnostic.memory)
    )
  }

  private static func fix(_ fix: AtomicFix, _ diagnostic: Diagnostic, _ repository: Repository) -> Fix {
    Fix(
      description: Text(text: diagnostic.sentences[0]),
      artifactChanges: fix.files.map { file in
        ArtifactChange(
          artifactLocation: address(file.relativePath, isPackaged: file.package != nil, repository),
          replacements: replacements(in: file)
        )
      }
    )
  }

  /// Edits by line and column where the text is UTF-8, else by byte.
  private static func replacements(in file: Patch.File) -> [Replacement] {
    let isText =
      String(validating: file.before, as: UTF8.self) != nil && String(validating: file.after, as: UTF8.self) != nil
      && !file.before.starts(with: [0xEF, 0xBB, 0xBF])
    let lines = LineIndex(file.before)
    return file.lineEdits.map { edit in
      guard isText else {
        return Replacement(
          deletedRegion: Region(byteOffset: edit.range.lowerBound, byteLength: edit.range.count),
          insertedContent: Content(binary: Data(edit.replacement).base64EncodedString())
        )
      }
      let (start, end) = (lines.position(at: edit.range.lowerBound), lines.position(at: edit.range.upperBound))
      return Replacement(
        deletedRegion: Region(
          startLine: start.line,
          startColumn: column(of: start, file.before, lines),
          endLine: end.line,
          endColumn: column(of: end, file.before, lines)
        ),
        insertedContent: Content(text: String(decoding: edit.replacement, as: UTF8.self))
      )
    }
  }

  /// SARIF counts what the run's `columnKind` says.
  private static func column(of position: SourcePosition, _ bytes: [UInt8], _ lines: LineIndex) -> Int {
    let start = lines.range(ofLine: position.line).lowerBound
    return String(decoding: bytes[start..<(start + position.column - 1)], as: UTF8.self).utf16.count + 1
  }

  private static func address(_ file: String, isPackaged: Bool, _ repository: Repository) -> Address {
    let path = isPackaged ? file : repository.path(file)
    // RFC 3986: what a segment of a path may hold as it is; a colon would make the first one a scheme.
    let unreserved = CharacterSet(
      charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/!$&'()*+,;=@"
    )
    return Address(
      uri: path.addingPercentEncoding(withAllowedCharacters: unreserved) ?? path,
      uriBaseId: isPackaged ? packages : root
    )
  }
}

/// The parts of the standard that are used, under its names.
extension SARIF {
  private struct Document: Encodable {
    let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    let version = "2.1.0"
    let runs: [Run]

    enum CodingKeys: String, CodingKey {
      case schema = "$schema"
      case version, runs
    }
  }

  private struct Run: Encodable {
    let tool: Component
    let columnKind = "utf16CodeUnits"
    let originalUriBaseIds: [String: Base]
    let results: [Result]
  }

  private struct Component: Encodable {
    let driver: Driver
  }

  private struct Driver: Encodable {
    let name = Tool.name, version = Tool.version, semanticVersion = Tool.version
    let rules: [Descriptor]
  }

  private struct Descriptor: Encodable {
    let id: String
    let shortDescription, fullDescription, help: Text
    let defaultConfiguration: Configuration

    init(_ rule: Rule) {
      id = rule.id
      shortDescription = Text(text: rule.summary + ".")
      fullDescription = Text(text: rule.explanation)
      help = Text(text: rule.explanation)
      defaultConfiguration = Configuration(level: rule.level.rawValue)
    }
  }

  private struct Configuration: Encodable {
    let level: String
  }

  private struct Base: Encodable {
    let description: Text
  }

  private struct Text: Encodable {
    let text: String
  }

  private struct Result: Encodable {
    let ruleId: String
    let ruleIndex: Int
    let level: String
    let message: Text
    let rank: Double
    let locations: [Location]
    let partialFingerprints: [String: String]
    let fixes: [Fix]?
    let properties: Properties
  }

  private struct Properties: Encodable {
    let timeNs, share: Double
    let memoryBytes: Int64?
  }

  private struct Location: Encodable {
    let physicalLocation: Physical
  }

  private struct Physical: Encodable {
    let artifactLocation: Address
    var region: Region?
  }

  private struct Address: Encodable {
    let uri, uriBaseId: String
  }

  private struct Region: Encodable {
    var startLine, startColumn, endLine, endColumn: Int?
    var byteOffset, byteLength: Int?
  }

  private struct Fix: Encodable {
    let description: Text
    let artifactChanges: [ArtifactChange]
  }

  private struct ArtifactChange: Encodable {
    let artifactLocation: Address
    let replacements: [Replacement]
  }

  private struct Replacement: Encodable {
    let deletedRegion: Region
    let insertedContent: Content
  }

  private struct Content: Encodable {
    var text: String?
    var binary: String?
  }
}
