internal import SourceText

/// The functions of a service of the Serverless Framework: `serverless.yml`.
enum ServerlessFrameworkService {
  /// Reads the file of a folder.
  static func findings(in folder: String) -> ProjectFindings {
    for name in ["serverless.yml", "serverless.yaml"] {
      guard let bytes = RegularFile.contents(of: "\(folder)/\(name)", limit: 4_000_000) else { continue }
      do {
        return findings(try YAMLDocument(String(decoding: bytes, as: UTF8.self)), name)
      } catch {
        let place = error.line.map { "\(name):\($0)" } ?? name
        return ProjectFindings(remarks: ["\(place): this is no YAML: \(error.reason). It was passed over."])
      }
    }
    return ProjectFindings()
  }

  private static func findings(_ document: YAMLDocument, _ name: String) -> ProjectFindings {
    let common = document["provider"]?["runtime"]?.text
    return (document["functions"]?.entries ?? []).reduce(ProjectFindings()) { findings, function in
      guard let handler = function.value["handler"] else { return findings }
      let runtime = function.value["runtime"]?.text ?? common ?? "python"
      guard runtime.hasPrefix("python") || runtime.contains("${") else { return findings }
      guard let written = handler.text, !written.contains("${") else {
        return findings
          + ProjectFindings(
            remarks: [
              "\(name): the handler of \(function.key) is not known before it is deployed: write it down yourself."
            ]
          )
      }
      // Its folder is the service's; a slash leads to a package.
      let module = written.split(separator: "/").filter { $0 != "." }.joined(separator: ".")
      return findings
        + ProjectFindings(candidates: [ProgramCandidate(.handler(module), source: "\(name): \(function.key)")])
    }
  }
}
