import Foundation
import TestSupport
import Testing
import Workflow

@Suite struct `A first section` {
  private struct Project {
    let scratch: ScratchDirectory
    let folder: String

    init(_ files: [String: String], below: String = "") throws {
      scratch = try ScratchDirectory()
      for (name, text) in files { try scratch.write(text, to: "project/\(name)") }
      // Links would hide which folder a template means.
      folder = scratch.url.resolvingSymlinksInPath().path + "/project" + (below.isEmpty ? "" : "/\(below)")
    }

    /// What is written into `pyproject.toml`, behind what it had.
    func section(choosing entry: ProgramCandidate.Entry? = nil) throws -> String {
      let change = try Initialize(in: folder, choosing: entry).changes[0]
      let (before, after) = (change.before ?? [], change.after)
      #expect(after.starts(with: before))
      return String(decoding: after.dropFirst(before.count), as: UTF8.self)
    }
  }

  private static let template = """
    Transform: AWS::Serverless-2016-10-31
    Globals:
      Function:
        Runtime: python3.12
        CodeUri: orders/
    Resources:
      Create:
        Type: AWS::Serverless::Function
        Properties:
          Handler: app.create
          Environment: {Variables: {TABLE: !Ref Table, URL: !Sub "https://${Stage}.example.com"}}
      Report:
        Type: AWS::Serverless::Function
        Properties: &report
          Handler: reports/monthly.handler
          Role: !GetAtt Role.Arn
      Weekly:
        Type: AWS::Serverless::Function
        Properties:
          <<: *report
          Handler: reports.weekly
      Chosen:
        Type: AWS::Serverless::Function
        Properties: {Handler: !FindInMap [Handlers, !Ref Stage, Name]}
      Page:
        Type: AWS::Serverless::Function
        Properties: {Handler: index.handler, Runtime: nodejs20.x}
      Elsewhere:
        Type: AWS::Serverless::Function
        Properties: {Handler: app.handler, CodeUri: s3://bucket/key}
      Inline:
        Type: AWS::Lambda::Function
        Properties: {Handler: index.handler, Runtime: python3.12, Code: {ZipFile: "def handler(e, c): pass"}}
      Table:
        Type: AWS::DynamoDB::Table

    """

  @Test func `has the functions of a SAM template whose code lies here`() throws {
    let project = try Project(
      ["template.yaml": Self.template, "events/create.json": "{}", "orders/app.py": ""],
      below: "orders"
    )
    let section = try project.section()
    #expect(
      section == """
        [tool.libprof]
        handler = "app.create"  # ../template.yaml: Create
        # or: handler = "reports.monthly.handler"  # ../template.yaml: Report
        # or: handler = "reports.weekly"  # ../template.yaml: Weekly
        events = ["../events/*.json"]

        """,
      "\(section)"
    )
    let first = try Initialize(in: project.folder)
    #expect(first.changes.map(\.path) == ["pyproject.toml"])
    #expect(
      first.remarks == [
        "../template.yaml: the handler of Chosen is not known before it is deployed: write it down yourself."
      ]
    )
  }

  @Test func `sends whoever asks above the code to where it lies`() throws {
    let project = try Project(["template.yaml": Self.template, "orders/app.py": ""])
    let error = #expect(throws: InitializationError.self) { try project.section() }
    let text = error?.description ?? ""
    #expect(
      text.contains(
        "template.yaml: the code of Create lies in orders, where its handler is found: cd orders, and libprof"
      )
    )
    #expect(text.hasSuffix("or -- COMMAND."))
  }

  @Test func `has the functions of a serverless service`() throws {
    let service = """
      service: orders
      provider: {name: aws, runtime: python3.12}
      functions:
        create:
          handler: src/handlers/orders.create
          events: [{httpApi: 'POST /orders'}]
        web:
          handler: index.handler
          runtime: nodejs20.x
        named:
          handler: ${self:custom.handler}

      """
    let project = try Project(["serverless.yml": service, "events/create.json": "{}"])
    #expect(
      try project.section() == """
        [tool.libprof]
        handler = "src.handlers.orders.create"  # serverless.yml: create
        events = ["events/*.json"]

        """
    )
    #expect(
      try Initialize(in: project.folder).remarks == [
        "serverless.yml: the handler of named is not known before it is deployed: write it down yourself."
      ]
    )
  }

  @Test(arguments: ["template.yaml", "serverless.yml"]) func `tells of a file that is no YAML, and goes on`(
    name: String
  ) throws {
    let project = try Project([name: "a:\n  - b\n c: [\n", "app.py": "def handler(event, context):\n    pass\n"])
    let first = try Initialize(in: project.folder)
    #expect(first.remarks.first?.hasPrefix("\(name):3: this is no YAML: ") == true, "\(first.remarks)")
    #expect(try project.section().contains("handler = \"app.handler\"  # app.py:1\n"))
  }

  @Test(arguments: [
    ("from flask import Flask\napp = Flask(__name__)\n", "wsgi = \"shop:app\"  # shop.py:2"),
    ("import fastapi\n\napi: fastapi.FastAPI = fastapi.FastAPI(title='x')\n", "asgi = \"shop:api\"  # shop.py:3"),
    (
      "from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n",
      "wsgi = \"shop:application\""
    ),
    (
      "from flask import Flask\n\ndef create_app():\n    app = Flask('x')\n    return app\n",
      "wsgi = \"shop:create_app()\"  # shop.py:3"
    ),
    (
      "def handler(\n    event: Dict[str, Any], context: Any = None\n) -> str:\n",
      "handler = \"shop.handler\"  # shop.py:1"
    ),
    ("def lambda_handler(event: dict, _context):\n    return 1\n", "handler = \"shop.lambda_handler\"  # shop.py:1"),
  ]) func `has what can plainly be seen`(_ text: String, _ line: String) throws {
    #expect(try Project(["shop.py": text]).section().contains("[tool.libprof]\n\(line)"))
  }

  @Test(arguments: [
    "Flask = lambda name: name\napp = Flask('x')\n",
    "from flask import Flask\ndef create_app(name):\n    app = Flask('x')\n",
    "def handler(event):\n    pass\n", "class A:\n    def handler(event, context):\n        pass\n",
  ]) func `has nothing that only looks like it`(text: String) throws {
    #expect(throws: InitializationError.self) { try Project(["shop.py": text]).section() }
  }

  @Test func `has a script where nothing takes events`() throws {
    let text = "[project]\nname = \"tool\"\n\n[project.scripts]\ntool = \"tool.cli:main\"\nbroken = \"tool\"\n"
    let package = try Project(["pyproject.toml": text, "src/tool/__main__.py": ""])
    let heading = "\n[tool.libprof]\n"
    let source = "  # pyproject.toml: [project.scripts] tool\n"
    #expect(try package.section() == heading + "command = [\"python\", \"-m\", \"tool\", \"--help\"]" + source)
    let module = "command = [\"python\", \"-c\", \"import tool.cli as command; command.main()\", \"--help\"]"
    #expect(try Project(["pyproject.toml": text]).section() == heading + module + source)
    let poetry = text.replacingOccurrences(of: "[project.scripts]", with: "[tool.poetry.scripts]")
    #expect(try Project(["pyproject.toml": poetry]).section().contains(module))
  }

  @Test func `has a first event where there is none`() throws {
    let handler = try Initialize(in: Project(["a": ""]).folder, choosing: .handler("app.handler"))
    #expect(handler.changes.map(\.path) == ["pyproject.toml", "events/empty.json"])
    #expect(String(decoding: handler.changes[1].after, as: UTF8.self) == "{}\n")
    let application = try Initialize(in: Project(["a": ""]).folder, choosing: .asgi("shop:app"))
    #expect(application.changes.map(\.path) == ["pyproject.toml", "requests/home.json"])
    let requests = try Project(["requests/home.http": "", "requests/a.json": ""]).section(choosing: .wsgi("shop:app"))
    #expect(requests.contains("events = [\"requests/*.json\", \"requests/*.http\"]\n"))
  }

  @Test(arguments: [
    "[project]\nname = 'x'  # a name\n", "\u{FEFF}[project]\r\nname = 'x'\r\n", "[project]\nname = 'ä'",
    "# nothing\n\n\n", "",
  ]) func `leaves everything else as it is`(text: String) throws {
    let project = try Project(["pyproject.toml": text])
    let section = try project.section(choosing: .command(["python", "-m", "a \"b\""]))
    #expect(section.contains("command = [\"python\", \"-m\", \"a \\\"b\\\"\"]  # as you said"))
    #expect(section.contains("\r\n") == text.contains("\r\n"))
    // The diff leads from what is there to what is written.
    let change = try Initialize(in: project.folder, choosing: .handler("a.b")).changes[0]
    try project.scratch.write(change.diff, to: "change.diff")
    let patch = try Command.run(
      ["patch", "-p1", "--binary", "-i", "../change.diff"],
      in: URL(filePath: project.folder)
    )
    #expect(patch.status == 0, "\(patch.outputText)")
    #expect(try project.scratch.read("project/pyproject.toml") == change.after)
  }

  @Test(arguments: [
    ("[tool.libprof]\n", 1), ("[tool]\n\nlibprof.min-gain = 2\n", 3), ("[a]\n[tool.libprof.weights]\n", 2),
  ]) func `takes no section's place`(_ text: String, _ line: Int) throws {
    let error = #expect(throws: InitializationError.self) {
      try Project(["pyproject.toml": text]).section(choosing: .handler("a.b"))
    }
    #expect(error?.description.hasPrefix("pyproject.toml:\(line): there is a [tool.libprof] already") == true)
  }

  @Test(arguments: ["[project\n", "tool = {other = 1}\n"]) func `goes into no file that it would spoil`(text: String)
    throws
  {
    #expect(throws: ConfigurationError.self) {
      try Project(["pyproject.toml": text]).section(choosing: .handler("a.b"))
    }
  }
}
