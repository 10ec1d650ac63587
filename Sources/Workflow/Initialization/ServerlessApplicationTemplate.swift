internal import Foundation
internal import SourceText

/// The functions of a CloudFormation template, also in the short form of AWS SAM: `template.yaml`.
///
/// It may lie above the function's folder, which `CodeUri` names: that is where its handler is looked for.
struct ServerlessApplicationTemplate {
  private static let names = ["template.yaml", "template.yml"]
  /// The short form, which has common properties, and the long one.
  private static let short = "AWS::Serverless::Function", long = "AWS::Lambda::Function"

  /// The template's folder, and how to name the template from the program's folder.
  private let folder: String, name: String
  private let program: String

  /// Looks in a folder and in those above it, as far as its repository reaches.
  static func findings(in program: String) -> ProjectFindings {
    var folder = program
    var path = ""
    while true {
      for name in names {
        guard let bytes = RegularFile.contents(of: "\(folder)/\(name)", limit: 4_000_000) else { continue }
        let template = ServerlessApplicationTemplate(folder: folder, name: path + name, program: program)
        return template.findings(String(decoding: bytes, as: UTF8.self))
      }
      let isTop = FileManager.default.fileExists(atPath: "\(folder)/.git")
      guard !isTop, path.count < 4 * 3, let cut = folder.lastIndex(of: "/"), cut > folder.startIndex else { break }
      folder = String(folder[..<cut])
      path += "../"
    }
    return ProjectFindings()
  }

  private func findings(_ text: String) -> ProjectFindings {
    let document: YAMLDocument
    do {
      document = try YAMLDocument(text)
    } catch {
      let place = error.line.map { "\(name):\($0)" } ?? name
      return ProjectFindings(remarks: ["\(place): this is no YAML: \(error.reason). It was passed over."])
    }
    let common = document["Globals"]?["Function"]
    return (document["Resources"]?.entries ?? []).reduce(ProjectFindings()) { findings, resource in
      let kind = resource.value["Type"]?.text
      guard kind == Self.short || kind == Self.long, let own = resource.value["Properties"] else { return findings }
      return findings + finding(resource.key) { own[$0] ?? (kind == Self.short ? common?[$0] : nil) }
    }
  }

  /// What there is to say of one function.
  private func finding(_ function: String, _ property: (String) -> YAMLDocument?) -> ProjectFindings {
    if let runtime = property("Runtime")?.text, !runtime.hasPrefix("python") { return ProjectFindings() }
    guard let handler = property("Handler") else { return ProjectFindings() }
    guard let written = handler.text else {
      return ProjectFindings(
        remarks: ["\(name): the handler of \(function) is not known before it is deployed: write it down yourself."]
      )
    }
    let code = property("CodeUri") ?? property("Code")
    guard let path = code == nil ? "." : code?.text, !path.contains("://") else { return ProjectFindings() }
    let place = URL(filePath: path, relativeTo: URL(filePath: folder + "/")).standardizedFileURL.path
    let home = place.count > 1 && place.hasSuffix("/") ? String(place.dropLast()) : place
    if home == program { return here(function, written) }
    guard home.hasPrefix(program + "/") else { return ProjectFindings() }
    let below = String(home.dropFirst(program.count + 1))
    return ProjectFindings(
      remarks: [
        "\(name): the code of \(function) lies in \(below), where its handler is found: cd \(below), and libprof init."
      ]
    )
  }

  private func here(_ function: String, _ handler: String) -> ProjectFindings {
    let module = handler.split(separator: "/").joined(separator: ".")
    return ProjectFindings(candidates: [ProgramCandidate(.handler(module), source: "\(name): \(function)")])
  }
}
