import Foundation
import TestSupport
import Testing

/// How `libprof fix` proves what it offers, beyond the plain comparison.
@Suite(.enabled(if: Tool.isPossible, "\(Tool.reason)")) struct `The proof of a fix` {
  private static let app = """
    import heavy


    def handler(event, context):
        return {"ok": True}


    def report():
        return {"n": heavy.work()}

    """

  @Test(.enabled(if: Readers.arePrepared, "\(Readers.reason)"))
  func `is written down with all that was measured`() throws {
    let tool = try Tool(["app.py": Self.app])
    let result = try tool.fix("--dry-run", "--verdict", "verdict.json")
    #expect(result.status == 0, "\(result.errorText)")
    let verdict = try tool.scratch.read("project/verdict.json")
    let judgement = try Readers.validate(Array(verdict), against: "verdict-1")
    #expect(judgement.succeeded, "\(judgement.errorText)")
    let document = try #require(JSONSerialization.jsonObject(with: Data(verdict)) as? [String: Any])
    #expect(document["isProven"] as? Bool == true)
    let attempt = try #require((document["attempts"] as? [[String: Any]])?.last)
    let event = try #require((attempt["events"] as? [[String: Any]])?.first)
    let pairs = try #require(event["pairs"] as? [[String: [String: Any]]])
    #expect(pairs.count >= 7)
    #expect(
      pairs.allSatisfy { pair in
        let (before, after) = (pair["before"]?["moduleCount"] as? Int, pair["after"]?["moduleCount"] as? Int)
        return before != nil && after == before.map { $0 - 1 }
      }
    )
  }

  @Test func `drops what makes the check fail, and offers the rest`() throws {
    let tool = try Tool([
      "app.py": "import other\n" + Self.app + "\n\ndef more():\n    return other.work()\n",
      "other.py": "import time\ntime.sleep(0.1)\ndef work(): return 2\n",
      "test.py": """
      import gc, types
      import app

      assert app.handler({}, None)["ok"]
      assert "other" in [found.__name__ for found in gc.get_objects() if isinstance(found, types.ModuleType)]

      """,
    ])
    let result = try tool.fix("--dry-run", "--check", "python test.py && echo fine")
    #expect(result.status == 0, "\(result.errorText)")
    #expect(result.errorText.contains("with the patch, the check “python test.py && echo fine” fails"))
    #expect(result.outputText.contains("\n-import heavy\n") && !result.outputText.contains("\n-import other\n"))
  }

  @Test func `begins only if the check succeeds without the patch`() throws {
    let tool = try Tool(["app.py": Self.app])
    let result = try tool.fix("--dry-run", "--check", "echo this will not do; exit 3")
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(result.errorText.contains("fails before anything is changed"), "\(result.errorText)")
    #expect(result.errorText.contains("  | this will not do"))
  }

  @Test(arguments: [["--ignore-output", "imported: [a-z, ]+"], []])
  func `leaves out what may differ in the output of a command`(options: [String]) throws {
    let script = """
      import gc, types
      import heavy

      def f():
          heavy.work()

      modules = [found.__name__ for found in gc.get_objects() if isinstance(found, types.ModuleType)]
      print("imported:", "heavy" if "heavy" in modules else "nothing")

      """
    let tool = try Tool(["main.py": script])
    let python = Interpreters.newest?.path ?? "python3"
    let arguments = ["fix", "--dry-run", "--pairs", "21"] + options + ["--", python, "main.py"]
    let result = try Command.run([Tool.path] + arguments, in: tool.folder)
    #expect(result.status == (options.isEmpty ? 1 : 0), "\(result.errorText)")
    #expect(result.outputText.contains("-import heavy") == !options.isEmpty)
    #expect(result.errorText.contains("reads “imported: nothing” instead of “imported: heavy”") == options.isEmpty)
  }

  @Test func `can start from a cold disk`() throws {
    let tool = try Tool(["app.py": Self.app])
    let result = try tool.fix("--dry-run", "--disk", "cold")
    #expect(result.status == 0, "\(result.errorText)")
    #expect(result.outputText.contains("-import heavy"))
  }

  @Test func `goes on after an interruption with what was found out before`() throws {
    // The program itself says how often it was started; it is slow enough to be interrupted in the proof.
    let app = """
      import heavy
      import os
      import time

      with open(os.environ["STARTS"], "a") as starts:
          starts.write(".")


      def handler(event, context):
          time.sleep(0.2)
          return {"ok": True}


      def report():
          return {"n": heavy.work()}

      """
    let tool = try Tool(["app.py": app])
    let starts = tool.scratch.file("starts")
    let python = Interpreters.newest?.path ?? "python3"
    let command =
      "'\(Tool.path)' fix --dry-run --python '\(python)' --pairs 15 --precision 0.01 --handler app.handler --event ok.json"
    let variables = ["STARTS": starts.path]
    func count() -> Int { (try? String(contentsOf: starts, encoding: .utf8).count) ?? 0 }
    let script = """
      \(command) & libprof=$!
      while [ "$(wc -c < "$STARTS")" -lt 12 ]; do sleep 0.1; done
      kill -INT $libprof; wait $libprof
      """
    try "".write(to: starts, atomically: false, encoding: .utf8)
    let first = try tool.shell(script, variables: variables)
    #expect(first.status == 130, "\(first.errorText)")
    #expect(first.errorText.contains("Add --resume to the same command to go on from here."))
    let before = count()
    let second = try tool.shell(command + " --resume", variables: variables)
    #expect(second.status == 0, "\(second.errorText)")
    #expect(second.outputText.contains("-import heavy"))
    // Without profiling, there are one to see what is loaded, three to compare the answers, and those of the pairs.
    #expect(count() - before == 1 + 3 + 30, "\(second.errorText)")
    let third = try tool.shell(command + " --resume", variables: variables)
    #expect(third.errorText.contains("Nothing to go on with"), "what is done is forgotten")
  }

  @Test(arguments: [
    (["--precision", "0"], "--precision 0"), (["--ignore-output", "(("], "this is no regular expression"),
    (["--ignore-field", "x"], "write a path such as $.body.id"), (["--disk", "lukewarm"], "lukewarm"),
    (["--verdict", "/nowhere/at/all.json"], "/nowhere/at/all.json cannot be written"),
  ]) func `says what it cannot use`(arguments: [String], message: String) throws {
    let tool = try Tool(["app.py": Self.app])
    let python = Interpreters.newest?.path ?? "python3"
    let program = ["--python", python, "--pairs", "21", "--handler", "app.handler", "--event", "ok.json"]
    let result = try Command.run([Tool.path, "fix", "--dry-run"] + arguments + program, in: tool.folder)
    #expect(result.status == 2)
    #expect(result.errorText.contains(message), "\(result.errorText)")
  }
}
