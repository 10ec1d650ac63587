import Testing

@testable import Verification

struct `Two responses` {
  @Test(arguments: [
    (#"{"a":1,"b":[true,null,"x"]}"#, #"{"b": [true, null, "x"], "a": 1}"#),
    (#""\u00e4\ud834\udd1e\n""#, "\"ä𝄞\\n\""),
    ("[NaN, -Infinity, 1e400]", "[NaN,-Infinity,1e400]"),
    ("no json", "no json"),
    ("{}", " { } "),
  ])
  func `are equal`(_ first: String, _ second: String) {
    #expect(ResponseOracle().firstDifference(expected: first, actual: second) == nil)
  }

  @Test(
    arguments: [
      (#"{"a":1}"#, #"{"a":2}"#, "$.a", "1", "2"),
      (#"{"a":1}"#, #"{"a":1.0}"#, "$.a", "1", "1.0"),
      (#"{"a":9007199254740993}"#, #"{"a":9007199254740992}"#, "$.a", "9007199254740993", "9007199254740992"),
      (#"{"z":0,"b":{"c":[1,{"d":"x"}]}}"#, #"{"z":1,"b":{"c":[1,{"d":"y"}]}}"#, "$.b.c[1].d", "\"x\"", "\"y\""),
      (#"{"a":[1,2]}"#, #"{"a":[1]}"#, "$.a", "[1,2]", "[1]"),
      (#"{"a":1}"#, #"{}"#, "$.a", "1", nil),
      (#"{}"#, #"{"a b":null}"#, "$[\"a b\"]", nil, "null"),
      ("oops", "{}", "$", "oops", "{}"),
      (#"{"body":"{\"id\":1,\"n\":2}"}"#, #"{"body":"{\"id\":1,\"n\":3}"}"#, "$.body.n", "2", "3"),
      (#"{"body":"{\"n\": 2}"}"#, #"{"body":"{\"n\":2}"}"#, "$.body", "\"{\\\"n\\\": 2}\"", "\"{\\\"n\\\":2}\""),
    ] as [(String, String, String, String?, String?)]
  )
  func `differ`(_ expected: String, _ actual: String, _ path: String, _ old: String?, _ new: String?) throws {
    let difference = try #require(ResponseOracle().firstDifference(expected: expected, actual: actual))
    #expect(difference.path.description == path)
    #expect(difference.expected == old)
    #expect(difference.actual == new)
    #expect(difference.description.contains(path))
    #expect(try #require(JSONPath(path)) == difference.path)
  }

  @Test func `show long values shortened`() throws {
    let long = "\"" + String(repeating: "x", count: 500) + "\""
    let difference = try #require(ResponseOracle().firstDifference(expected: long, actual: "1"))
    #expect(try #require(difference.expected).count < 100)
    #expect(difference.expected?.hasSuffix("…") == true)
  }

  @Test(arguments: ["$.body.id", "$.body.*", "$.*.id", "$.body", "$", "$[\"body\"].id"])
  func `may differ where it is ignored`(_ path: String) throws {
    let oracle = ResponseOracle(ignoring: [try #require(JSONPath(path))])
    #expect(oracle.firstDifference(expected: #"{"body":{"id":1}}"#, actual: #"{"body":{"id":2}}"#) == nil)
    #expect(oracle.firstDifference(expected: #"{"body":"{\"id\":1}"}"#, actual: #"{"body":"{\"id\":2}"}"#) == nil)
    #expect((oracle.firstDifference(expected: #"{"other":1}"#, actual: #"{"other":2}"#) == nil) == (path == "$"))
  }

  @Test func `may differ in every element that is ignored`() throws {
    let oracle = ResponseOracle(ignoring: [try #require(JSONPath("$.items[*].id"))])
    let first = #"{"items":[{"id":1,"n":1},{"id":2,"n":1}]}"#
    #expect(oracle.firstDifference(expected: first, actual: #"{"items":[{"id":3,"n":1},{"id":4,"n":1}]}"#) == nil)
    let other = oracle.firstDifference(expected: first, actual: #"{"items":[{"id":3,"n":1},{"id":4,"n":2}]}"#)
    #expect(other?.path.description == "$.items[1].n")
  }

  @Test func `of the same program show what is not stable`() {
    let responses = [
      #"{"id":"a","t":1,"n":5,"l":[1,2],"body":"{\"x\":1,\"y\":2}"}"#,
      #"{"id":"b","t":1,"n":5,"l":[1,2],"body":"{\"x\":9,\"y\":2}"}"#,
      #"{"id":"c","t":2,"n":5,"l":[1],"body":"{\"x\":1,\"y\":2}"}"#,
    ]
    let paths = ResponseOracle.unstablePaths(among: responses)
    #expect(paths.map(\.description) == ["$.body.x", "$.id", "$.l", "$.t"])
    #expect(ResponseOracle(ignoring: paths).firstDifference(expected: responses[0], actual: responses[2]) == nil)
    #expect(ResponseOracle.unstablePaths(among: []) == [])
    #expect(ResponseOracle.unstablePaths(among: [responses[0], responses[0]]) == [])
  }

  @Test(arguments: ["", "a", "$a", "$.", "$..a", "$[", "$[x]", "$[-1]", "$[\"a\"", "$.a[0"])
  func `are not looked up by what is no path`(_ text: String) {
    #expect(JSONPath(text) == nil)
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\"}", "nul", "\"a", "1 2", "\"\\x\"", "[" + String(repeating: "[", count: 9_999),
  ])
  func `that are no JSON are not taken apart`(_ text: String) {
    #expect(JSONValue(text) == nil)
  }
}
