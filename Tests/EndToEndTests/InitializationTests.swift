import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Tool.isPossible, "\(Tool.reason)")) struct `libprof init` {
  private static let files = [
    "template.yaml": """
    Resources:
      Answer:
        Type: AWS::Serverless::Function
        Properties: {Handler: app.handler, CodeUri: ., Runtime: python3.12, Role: !GetAtt Role.Arn}
    """,
    "events/order.json": "{}",
    "app.py": "import heavy\n\ndef handler(event, context):\n    return 1\n\ndef f():\n    return heavy.work()\n",
    "pyproject.toml": "[project]\nname = \"shop\"  # ours\n",
  ]

  @Test func `makes a project in which nothing needs to be typed`() throws {
    let tool = try Tool(Self.files)
    let dry = try tool.run("init", "--dry-run")
    #expect(
      dry.status == 0 && dry.outputText.contains("\n+handler = \"app.handler\"  # template.yaml: Answer\n"),
      "\(dry)"
    )
    #expect(try tool.text("pyproject.toml") == Self.files["pyproject.toml"])
    let written = try tool.run("init")
    #expect(written.status == 0 && written.output.isEmpty)
    #expect(written.errorText == "Written: pyproject.toml\nNext: libprof report\n")
    #expect(try tool.text("pyproject.toml").hasPrefix("[project]\nname = \"shop\"  # ours\n\n[tool.libprof]\n"))
    let path = [
      "PATH": "\(URL(filePath: Interpreters.newest?.path ?? "").deletingLastPathComponent().path):/usr/bin:/bin"
    ]
    let report = try tool.run("report", variables: path)
    #expect(report.status == 0 && report.outputText.contains("What to change"), "\(report.errorText)")
    #expect(report.errorText.contains("There is no recording.libprof yet: profiling first.\n"))
    let again = try tool.run("report", variables: path)
    #expect(again.output == report.output && !again.errorText.contains("profiling"))
    #expect(try tool.run("why", "heavy", variables: path).status == 0)
    let fix = try tool.run("fix", "--dry-run", "--pairs", "21", variables: path)
    // Whether it pays is for the proof to say, and no matter here.
    #expect(fix.status < 2 && fix.errorText.contains("app.py:1  defer `heavy`"), "\(fix.errorText)")
    let second = try tool.run("init")
    #expect(
      second.status == 2 && second.errorText.hasPrefix("libprof: pyproject.toml:4: there is a [tool.libprof] already")
    )
  }

  @Test func `takes what is said, and writes a first event`() throws {
    let tool = try Tool()
    #expect(try tool.run("init").status == 2)
    #expect(try tool.run("init", "--handler", "a.b", "--wsgi", "a:b").errorText.contains("Name one program"))
    let result = try tool.run("init", "--wsgi", "shop:app")
    #expect(result.status == 0 && result.errorText.contains("Written: pyproject.toml, requests/home.json\n"))
    #expect(
      try tool.text("pyproject.toml")
        == "[tool.libprof]\nwsgi = \"shop:app\"  # as you said\nevents = [\"requests/*.json\"]\n"
    )
    #expect(try tool.text("requests/home.json") == "{\"method\": \"GET\", \"path\": \"/\"}\n")
  }

  @Test func `is named where a recording is missing`() throws {
    let result = try Tool().run("report")
    #expect(result.status == 2)
    #expect(
      result.errorText.contains("There is no recording.libprof here.") && result.errorText.contains("libprof init")
    )
  }
}
