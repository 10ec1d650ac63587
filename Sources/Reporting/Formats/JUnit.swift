internal import Foundation

/// JUnit's XML: each diagnostic is a test that fails, and takes the time that it costs a start; without any, one passes.
enum JUnit {
  static func bytes(of diagnostics: [Diagnostic], in repository: Repository) -> [UInt8] {
    let time = seconds(diagnostics.reduce(0) { $0 + $1.seconds })
    let counts =
      "tests=\"\(max(diagnostics.count, 1))\" failures=\"\(diagnostics.count)\" errors=\"0\" skipped=\"0\" time=\"\(time)\""
    let cases = diagnostics.flatMap { testcase($0, repository) }
    let passed = "    <testcase name=\"cold start\" classname=\"\(Tool.name)\" time=\"0\"/>"
    let lines =
      [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
        "<testsuites name=\"\(Tool.name)\" \(counts)>",
        "  <testsuite name=\"\(Tool.name)\" \(counts)>",
      ] + (cases.isEmpty ? [passed] : cases) + ["  </testsuite>", "</testsuites>"]
    return Array(lines.map { $0 + "\n" }.joined().utf8)
  }

  private static func testcase(_ diagnostic: Diagnostic, _ repository: Repository) -> [String] {
    let place = diagnostic.places.first
    let file = place.map { $0.isPackaged ? $0.file : repository.path($0.file) }
    let module = file.map { ($0.hasSuffix(".py") ? $0.dropLast(3) : $0[...]).replacing("/", with: ".") }
    let location = file.map { " file=\"\(attribute($0))\" line=\"\(place?.line ?? 1)\"" } ?? ""
    let failure = "<failure type=\"\(diagnostic.rule.id)\" message=\"\(attribute(diagnostic.message))\">"
    return [
      "    <testcase name=\"\(attribute("\(diagnostic.rule.id): \(diagnostic.subject)"))\" "
        + "classname=\"\(attribute(module.map { String($0) } ?? Tool.name))\"\(location) time=\"\(seconds(diagnostic.seconds))\">",
      "      \(failure)\(content(diagnostic.sentences.joined(separator: "\n")))</failure>",
      "    </testcase>",
    ]
  }

  private static func seconds(_ value: Double) -> String { String(format: "%.6f", value) }

  private static func attribute(_ text: String) -> String {
    content(text).replacing("\"", with: "&quot;").replacing("\n", with: "&#10;").replacing("\t", with: "&#9;")
  }

  /// What XML 1.0 has no way to write becomes a replacement character.
  private static func content(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case "\r": result += "&#13;"
      case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
