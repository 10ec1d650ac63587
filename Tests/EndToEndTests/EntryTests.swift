import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Tool.isPossible, "\(Tool.reason)")) struct `An application` {
  private static let wsgi = """
    import heavy

    def application(environ, start_response):
        start_response("200 OK", [])
        return [environ["PATH_INFO"].encode()] if environ["REQUEST_METHOD"] == "GET" else report()

    def report():
        return [str(heavy.work()).encode()]

    def raising(environ, start_response):
        raise LookupError("no such order")
    """

  private static let asgi = """
    import heavy

    async def app(scope, receive, send):
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200})
            await send({"type": "http.response.body", "body": b"hello"})

    def report():
        return str(heavy.work()).encode()
    """

  private let python = Interpreters.newest?.path ?? "python3"

  @Test func `for WSGI is fixed`() throws {
    let tool = try Tool(["app.py": Self.wsgi, "home.http": "GET /home HTTP/1.1\n\n"])
    let result = try tool.run(
      "fix",
      "--dry-run",
      "--pairs",
      "21",
      "--python",
      python,
      "--wsgi",
      "app:application",
      "--request",
      "home.http"
    )
    #expect(result.status == 0, "\(result.errorText)")
    #expect(result.outputText.contains("+    import heavy"))
    #expect(result.errorText.contains("Proven: the same answers"))
  }

  @Test func `for ASGI is fixed`() throws {
    let tool = try Tool(["app.py": Self.asgi, "home.json": #"{"path": "/home"}"#])
    let result = try tool.run(
      "fix",
      "--dry-run",
      "--pairs",
      "21",
      "--python",
      python,
      "--asgi",
      "app:app",
      "--event",
      "home.json:2"
    )
    #expect(result.status == 0, "\(result.errorText)")
    #expect(result.outputText.contains("+    import heavy"))
  }

  @Test(arguments: [
    (["--wsgi", "app:raising", "--request", "home.json"], "  | LookupError: no such order"),
    (["--wsgi", "app:missing", "--request", "home.json"], "has no attribute 'missing'"),
    (["--wsgi", "app:application", "--request", "bad.json"], "it has a key \"url\""),
    (["--wsgi", "app:application"], "needs at least one --request FILE"),
    (["--wsgi", "app", "--request", "home.json"], "write MODULE:CALLABLE"),
    (["--asgi", "app:a", "--wsgi", "app:b", "--request", "home.json"], "Name one program"),
  ]) func `that cannot be run ends the tool with status 2`(arguments: [String], message: String) throws {
    let tool = try Tool(["app.py": Self.wsgi, "home.json": "{}", "bad.json": #"{"url": "/"}"#])
    let result = try Command.run([Tool.path, "profile", "--python", python] + arguments, in: tool.folder)
    #expect(result.status == 2)
    #expect(result.errorText.contains(message), "\(result.errorText)")
  }
}
