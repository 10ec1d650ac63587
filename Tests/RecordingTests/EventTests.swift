import Foundation
import Launching
import TestSupport
import Testing

@testable import Recording

@Suite struct `An event` {
  /// JSON whose meaning is easily lost on the way to Python.
  private static let texts =
    [
      "\"\"", #""\"\\\/\b\f\n\r\t""#, #""<\/script>""#, #""\\/""#, #""\\\/""#, #""\u0041\u00e9\u2028\u2029\u0000""#,
      #""\ud83d\ude00""#, #""\uD83D\uDE00\uD83D\uDE00""#, #""\\ud83d\\ude00""#, #""\ud83d\\ude00""#, #""\ud83d""#,
      #""\ude00\ud83d""#, #""\ud83d\ud83d\ude00""#, #""\udbff\udfff\ud800\udc00""#, #""\\u0041 \\N{BULLET} \\x41""#,
      #""'quoted' ''' \"\"\"""#, #""%s {0} $a \\$""#, "\"\u{2028}\u{2029}\u{85}\u{7f}\u{feff}\"", "\"é😀e\u{301}\"",
      ##""# no comment""##, #""true false null""#, "true", "false", "null", "0", "-0", "0.0", "-0.0", "1E5", "1e-5",
      "1E+5",
      "123456789012345678901234567890", "-9223372036854775809", "0.1", "1.7976931348623157e308", "5e-324", "1e400",
      "-1e400",
      "3.141592653589793238462643383279", "1.0", "[]", "{}", "[ ]", "{ }", "[[], [[]], {}]",
      #"{"a": {"b": [1, {"c": null}]}}"#,
      #"{"a": 1, "b": 2, "a": 3}"#, #"{"": 0, "true": true, " ": null, "\n": [false]}"#,
      " \n\t\r\n[1,\n2\r\n,\t3]\n ", "{\n\"a\"\n:\n1\n}\n", "\u{feff}[1]", "[1,2,3]", #"{"a":true,"b":false,"c":null}"#,
      "[-1,-1.5]",
      "\n\n  true  \n", "\t[\"a\"]",
      String(repeating: "[", count: 60) + String(repeating: "]", count: 60),
      "[" + (0..<2_000).map(String.init).joined(separator: ", ") + "]",
    ] + random(count: 60)

  @Test(arguments: minorVersions) func `means the same in Python`(minor: Int) throws {
    let program = """
      import json, sys
      count = int(sys.argv[1])
      def read(name):
          with open(name, encoding="utf-8-sig", newline="") as file:
              return file.read()
      def literal(name):
          # As the handler's driver reads it.
          with open(name, encoding="utf-8") as file:
              return eval(file.read(), {"__builtins__": {}})
      for index in range(count):
          expected = json.loads(read("%d.json" % index))
          try:
              found = literal("%d.literal" % index)
          except Exception as error:
              found = error
          if ascii(expected) != ascii(found):
              print(index, ascii(expected)[:200], ascii(found)[:200])
      """
    let sample = try Sample(python: minor, ["app.py": program])
    for (index, text) in Self.texts.enumerated() {
      try text.write(toFile: sample.file("\(index).json"), atomically: false, encoding: .utf8)
      let literal = PythonLiteral.from(json: Array(text.utf8))
      try literal.write(toFile: sample.file("\(index).literal"), atomically: false, encoding: .utf8)
    }
    let outcome = try sample.plain(["app.py", String(Self.texts.count)])
    #expect(outcome.isSuccess, "\(outcome.standardError.text)")
    #expect(outcome.standardOutput.text == "")
  }

  @Test func `that is JSON is read`() throws {
    let scratch = try ScratchDirectory()
    var refused: [String] = []
    for text in Self.texts {
      let file = try scratch.write(text, to: "event.json").path
      do {
        let event = try Event(file: file, weight: 2)
        #expect(event.name == file)
        #expect(event.weight == 2)
      } catch {
        refused.append("\(text.prefix(60)) \(error)")
      }
    }
    #expect(refused == [])
  }

  @Test(
    arguments: [
      ("{\"a\": 1,\n \"b\": tru}\n", 2), ("{\"a\": }", 1), ("[1,\n2,\n", 3), ("", 1), ("{'a': 1}", 1), ("[1] [2]", 1),
      ("[\n  1,\n  2,\n  oops\n]", 4), ("\"open", 1), ("[01]", 1), ("[NaN]", 1), ("\"a\u{1}b\"", 1),
    ]
  )
  func `that is no JSON is refused with its place`(text: String, line: Int) throws {
    let scratch = try ScratchDirectory()
    let file = try scratch.write(text, to: "event.json").path
    let error = try #require(throws: RecordingError.self) { try Event(file: file) }
    guard case .eventNotJSON(file, let position, let reason) = error else {
      Issue.record("it is \(error)")
      return
    }
    #expect(position.line == line)
    #expect(position.column >= 1)
    #expect(!reason.isEmpty)
    #expect("\(error)".hasPrefix("\(file):\(position.line):\(position.column): "))
  }

  @Test func `that is not there is named`() throws {
    let error = try #require(throws: RecordingError.self) { try Event(file: "/nonexistent/event.json") }
    guard case .eventUnreadable("/nonexistent/event.json", let reason) = error else {
      Issue.record("it is \(error)")
      return
    }
    #expect(!reason.isEmpty)
  }

  /// Random JSON, the same in every run.
  private static func random(count: Int) -> [String] {
    var generator = SeededGenerator(seed: 2_026)
    func string() -> String {
      let pieces = [
        "a", "\\\"", "\\\\", "\\/", "/", "\\n", "\\u005c", "\\u0022", "\\ud83d", "\\ude00", "\\uD800", "é", "😀", "'",
        " ", "u",
        "d83d", "\\u2028", "\u{2028}", "\\t", "#", "{", "}",
      ]
      return "\""
        + (0..<Int.random(in: 0...12, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }
        .joined() + "\""
    }
    func value(_ depth: Int) -> String {
      switch Int.random(in: 0...(depth > 4 ? 4 : 6), using: &generator) {
      case 0: return ["true", "false", "null"].randomElement(using: &generator) ?? "null"
      case 1: return String(Int.random(in: Int.min...Int.max, using: &generator))
      case 2:
        return "\(Double.random(in: -1e9...1e9, using: &generator))e\(Int.random(in: -300...290, using: &generator))"
          .replacingOccurrences(of: "e-0e", with: "e")
      case 3, 4: return string()
      case 5:
        return "["
          + (0..<Int.random(in: 0...4, using: &generator)).map { _ in value(depth + 1) }.joined(separator: " ,\n") + "]"
      default:
        return "{"
          + (0..<Int.random(in: 0...4, using: &generator)).map { _ in "\(string()):\t\(value(depth + 1))" }
          .joined(separator: ",") + "}"
      }
    }
    return (0..<count).map { _ in value(0) }
  }
}
