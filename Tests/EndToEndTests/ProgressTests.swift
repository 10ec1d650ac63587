import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Tool.isPossible, "\(Tool.reason)")) struct `While a program runs` {
  private static let terminalTool = "/usr/bin/script"
  /// Goes to the start of the line, and clears it.
  private static let again = "\r\u{1B}[K"

  private let tool: Tool

  init() throws {
    tool = try Tool([
      "main.py": "import heavy, sys, time\ntime.sleep(1.2)\nprint('own words')\nprint('own worries', file=sys.stderr)\n"
    ])
  }

  private var profile: String { "'\(Tool.path)' profile -o r -- '\(Interpreters.newest?.path ?? "python3")' main.py" }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: terminalTool), "needs \(terminalTool) (bsdutils)"))
  func `a terminal shows one line that is written over`() throws {
    let result = try tool.shell(
      "\(Self.terminalTool) --quiet --return --command \"\(profile)\" shown >output </dev/null"
    )
    #expect(result.status == 0, "\(result.errorText)")
    let shown = try tool.text("shown")
    let lines = shown.components(separatedBy: Self.again).dropFirst()
    let progress = lines.filter { $0.hasPrefix("profiling ") }
    // At once, and with the time that went by once a second has.
    #expect(progress.contains { $0.contains("main.py") && $0.hasSuffix("…") }, "\(shown)")
    #expect(progress.contains { $0.hasSuffix(" 1 s") }, "\(shown)")
    // What follows is written where the line was.
    #expect(lines.last?.hasPrefix("Recorded 1 run") == true, "\(shown)")
    for line in progress { #expect(!line.contains("\n")) }
    #expect(!shown.contains("own words") && !shown.contains("own worries"))
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: terminalTool), "needs \(terminalTool) (bsdutils)"))
  func `the time that is left is shown, however long the words are`() throws {
    let name = "orders-of-the-last-month-from-all-the-countries-that-we-deliver-to.json"
    try tool.scratch.write("{}", to: "project/\(name)")
    try tool.scratch.write(
      "import heavy\n\ndef handler(event, context):\n    return 1\n\ndef report():\n    return heavy.work()\n",
      to: "project/app.py"
    )
    let python = Interpreters.newest?.path ?? "python3"
    let fix = "'\(Tool.path)' fix --dry-run --pairs 7 --python '\(python)' --handler app.handler --event \(name)"
    let result = try tool.shell("\(Self.terminalTool) --quiet --return --command \"\(fix)\" shown >output </dev/null")
    #expect(result.status == 0, "\(result.errorText)")
    let lines = try tool.text("shown").components(separatedBy: Self.again).filter { $0.contains("comparing before") }
    #expect(lines.contains { $0.hasPrefix("[") && $0.contains(" with orders") && $0.hasSuffix(" s left") }, "\(lines)")
    for line in lines where !line.contains("\n") { #expect(line.count < 80, "\(line)") }
  }

  @Test func `anything else hears the result only`() throws {
    let result = try tool.shell(profile)
    #expect(result.status == 0)
    #expect(result.output.isEmpty)
    #expect(result.errorText.hasPrefix("Recorded 1 run"), "\(result.errorText)")
    #expect(!result.errorText.contains("\r") && !result.errorText.contains("\u{1B}"))
  }

  /// A process that may not be dumped may not be read either, but by the superuser's privilege.
  @Test(.enabled(if: Tool.canForbid, "needs a user who is not allowed everything, or setpriv"))
  func `a program that may not be looked into runs all the same, and it is said`() throws {
    try tool.scratch.write(
      "import ctypes, time\nctypes.CDLL(None).prctl(4, 0)\ntime.sleep(0.1)\nimport heavy\n",
      to: "project/main.py"
    )
    let unprivileged = geteuid() == 0 ? "setpriv --bounding-set -sys_ptrace --inh-caps -sys_ptrace " : ""
    let result = try tool.shell(unprivileged + profile)
    #expect(result.status == 0, "\(result.errorText)")
    #expect(
      result.errorText.contains("has no samples because the kernel does not let its memory be read"),
      "\(result.errorText)"
    )
    let loads = try tool.run("export", "--format", "importtime", "r")
    // Whoever reads the recording is told, too.
    for command in [["report", "r"], ["report", "--format", "json", "r"]] {
      let report = try tool.shell("'\(Tool.path)' \(command.joined(separator: " "))")
      #expect(report.status == 0 && report.errorText.contains("has no samples because"), "\(report.errorText)")
    }
    #expect(loads.status == 0 && loads.outputText.contains("heavy"))
  }
}
