import Foundation
import Launching
import TestSupport
import Testing

@testable import Recording

@Suite struct `A recorded web application` {
  private static let wsgi = """
    import lib

    def application(environ, start_response):
        size = int(environ.get("CONTENT_LENGTH") or 0)
        said = environ["wsgi.input"].read(size)
        start_response("201 Created", [("Content-Type", "text/plain"), ("Set-Cookie", "a"), ("Set-Cookie", "b")])
        yield lib.answer(environ["REQUEST_METHOD"], environ["PATH_INFO"], environ["QUERY_STRING"]).encode()
        yield said + environ.get("HTTP_X_TOKEN", "").encode()

    def make():
        return application

    def raising(environ, start_response):
        raise LookupError("no such order")

    def silent(environ, start_response):
        return [b"lost"]

    def binary(environ, start_response):
        start_response("200 OK", [])
        return [b"\\xff\\x00"]
    """

  private static let asgi = """
    import lib

    ready = []

    async def app(scope, receive, send):
        if scope["type"] == "lifespan":
            while True:
                message = await receive()
                if message["type"] == "lifespan.startup":
                    scope["state"]["name"] = lib.start()
                    await send({"type": "lifespan.startup.complete"})
                else:
                    await send({"type": "lifespan.shutdown.complete"})
                    return
        said = (await receive())["body"]
        headers = dict(scope["headers"])
        text = lib.answer(scope["method"], scope["path"], scope["query_string"].decode()) + scope["state"]["name"]
        await send({"type": "http.response.start", "status": 200, "headers": [(b"Content-Type", b"text/plain")]})
        await send({"type": "http.response.body", "body": text.encode(), "more_body": True})
        await send({"type": "http.response.body", "body": said + headers.get(b"x-token", b"")})
        assert (await receive())["type"] == "http.disconnect"
        lib.afterwards()

    async def plain(scope, receive, send):
        assert scope["type"] == "http" and "state" not in scope
        await send({"type": "http.response.start", "status": 204})
        await send({"type": "http.response.body"})

    async def failing(scope, receive, send):
        if scope["type"] == "lifespan":
            await send({"type": "lifespan.startup.failed", "message": "no database"})

    async def raising(scope, receive, send):
        if scope["type"] == "http":
            raise LookupError("no such order")

    async def silent(scope, receive, send):
        pass
    """

  private static let files = [
    "shop.py": wsgi, "site_.py": asgi,
    "lib.py": """
    def answer(*parts): return " ".join(parts) + " "
    def start(): return "ready "
    def afterwards(): pass
    """,
  ]

  private static let request =
    #"{"method": "POST", "path": "/a%20b", "query": {"q": ["1", "é"]}, "headers": {"X-Token": "t"}, "body": "said "}"#

  @Test(arguments: minorVersions, ["shop:application", "shop:make()"])
  func `speaks WSGI`(minor: Int, target: String) throws {
    let sample = try Sample(python: minor, Self.files)
    let event = try sample.request(Self.request)
    let process = try sample.firstProcess(.wsgi(target), event)
    #expect(process.phases.map(\.kind) == [.interpreterStart, .initialization, .invocation, .exit])
    #expect(process.phases[2].name == event.name)
    #expect(process.load("lib").map { process.kind(ofPhase: $0.phase) } == .initialization)
    #expect(process.load("asyncio") == nil)
    let used = process.calls.filter { $0.site.short == "lib.py:1" && $0.load == nil }
    #expect(used.map { process.kind(ofPhase: $0.phase) } == [.invocation])
    let result = try sample.start(.wsgi(target)).run(event: event, in: sample.root, scratch: sample.work)
    let expected =
      #"{"body": "POST /a b q=1&q=%C3%A9 said t", "headers": {"content-type": "text/plain", "set-cookie": ["a", "b"]}, "status": 201}"#
    #expect(result.response == expected)
    #expect(process.phases[2].digest == Digest.short(of: expected.utf8))
    #expect(process.phases[1].digest == nil)
  }

  @Test(arguments: minorVersions) func `speaks ASGI with a lifespan`(minor: Int) throws {
    let sample = try Sample(python: minor, Self.files)
    let event = try sample.request(Self.request)
    let process = try sample.firstProcess(.asgi("site_:app"), event)
    #expect(process.phases.map(\.kind) == [.interpreterStart, .initialization, .invocation, .exit])
    func phases(_ line: Int) -> [Phase.Kind?] {
      process.calls.filter { $0.site.short == "lib.py:\(line)" && $0.load == nil }
        .map { process.kind(ofPhase: $0.phase) }
    }
    #expect(phases(1) == [.invocation])
    #expect(phases(2) == [.initialization])
    #expect(phases(3) == [.invocation])
    let result = try sample.start(.asgi("site_:app")).run(event: event, in: sample.root, scratch: sample.work)
    #expect(
      result.response
        == #"{"body": "POST /a b q=1&q=%C3%A9 ready said t", "headers": {"content-type": "text/plain"}, "status": 200}"#
    )
    #expect(result.outcome.standardError.text.isEmpty)
  }

  @Test(arguments: minorVersions) func `speaks ASGI without a lifespan`(minor: Int) throws {
    let sample = try Sample(python: minor, Self.files)
    let result = try sample.start(.asgi("site_:plain"))
      .run(event: try sample.request("{}"), in: sample.root, scratch: sample.work)
    #expect(result.response == #"{"body": "", "headers": {}, "status": 204}"#)
    #expect(result.outcome.standardError.text.isEmpty)
  }

  @Test func `may answer with bytes that are no text`() throws {
    let sample = try Sample(python: 11, Self.files)
    let result = try sample.start(.wsgi("shop:binary"))
      .run(event: try sample.request("{}"), in: sample.root, scratch: sample.work)
    #expect(result.response == #"{"bodyBase64": "/wA=", "headers": {}, "status": 200}"#)
  }

  private static let failures: [(RecordedProgram.Entry, String)] = [
    (.wsgi("shop:missing"), "has no attribute 'missing'"),
    (.wsgi("nowhere:application"), "No module named 'nowhere'"),
    (.wsgi("shop:raising"), "LookupError: no such order"),
    (.asgi("site_:missing"), "has no attribute 'missing'"),
    (.asgi("site_:raising"), "LookupError: no such order"),
    (.asgi("site_:failing"), "lifespan.startup.failed: no database"),
  ]

  @Test(arguments: [8, 11, 13], failures)
  func `that fails is shown with its own words`(minor: Int, failure: (RecordedProgram.Entry, String)) throws {
    let sample = try Sample(python: minor, Self.files)
    let event = try sample.request("{}")
    let error = try #require(throws: RecordingError.self) {
      try sample.recorder(failure.0).record(events: [event])
    }
    guard case .programFailed = error else {
      Issue.record("it is \(error)")
      return
    }
    let marked = "\(error)".split(separator: "\n").filter { $0.hasPrefix("  | ") }.joined(separator: "\n")
    #expect(marked.contains(failure.1), "\(error)")
  }

  @Test(arguments: [
    (RecordedProgram.Entry.wsgi("shop:silent"), "without having called `start_response`"),
    (.asgi("site_:silent"), "without having sent a complete response"),
    (.handler("site_.silent_handler"), "AWS Lambda awaits nothing"),
  ]) func `that gives no answer is told so`(entry: RecordedProgram.Entry, reason: String) throws {
    var files = Self.files
    files["site_.py"]? += "\nasync def silent_handler(event, context):\n    return 1\n"
    let sample = try Sample(python: 11, files)
    let event = try sample.request("{}")
    let error = try #require(throws: RecordingError.self) { try sample.recorder(entry).record(events: [event]) }
    guard case .answerUnusable = error else {
      Issue.record("it is \(error)")
      return
    }
    #expect("\(error)".contains(reason), "\(error)")
  }
}

@Suite struct `A request file` {
  @Test func `may be an HTTP message`() throws {
    let text = "PUT /a%2Fb?x=1 HTTP/1.1\r\nHost: shop\r\nX-Two: a b\r\n\r\nfirst\r\nsecond\n"
    let request = try Request(message: Array(text.utf8))
    #expect(request.method == "PUT")
    #expect(request.path == "/a%2Fb")
    #expect(request.query == "x=1")
    #expect(request.headers.map { "\($0.name): \($0.value)" } == ["Host: shop", "X-Two: a b", "Content-Length: 14"])
    #expect(String(decoding: request.body, as: UTF8.self) == "first\r\nsecond\n")
  }

  @Test func `may be JSON, with a body that is JSON again`() throws {
    let request = try Request(json: Array(#"{"path": "/x?y=1", "body": {"b": [1, "/"], "a": null}}"#.utf8))
    #expect(request.method == "GET")
    #expect(request.query == "y=1")
    #expect(String(decoding: request.body, as: UTF8.self) == #"{"a":null,"b":[1,"/"]}"#)
    #expect(request.headers.contains(Request.Header(name: "Content-Type", value: "application/json")))
  }

  @Test(arguments: [
    (#"{"metod": "GET"}"#, "a key \"metod\""), (#"[]"#, "no JSON object"), (#"{"path": "x"}"#, "begin with a slash"),
    (#"{"headers": {"a": {}}}"#, "\"a\" in its headers"), (#"{"bodyBase64": "?"}"#, "no Base64"),
    (#"{"method": 1}"#, "no text"),
  ]) func `is refused with a reason`(text: String, reason: String) throws {
    let failure = try #require(throws: Request.Failure.self) { try Request(json: Array(text.utf8)) }
    #expect(failure.reason.contains(reason))
  }

  @Test func `has a digest that others compute as well`() throws {
    for length in [0, 3, 55, 56, 63, 64, 1000] {
      let bytes = (0..<length).map { UInt8($0 % 251) }
      let scratch = try ScratchDirectory()
      let file = try scratch.write(bytes, to: "bytes")
      let known = try Command.run(["sha256sum", file.path]).outputText.prefix(64)
      #expect(Digest.hexadecimal(of: bytes) == String(known))
    }
  }
}
