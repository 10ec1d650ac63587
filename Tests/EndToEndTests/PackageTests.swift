import Foundation
import TestSupport
import Testing

/// Where a package can be installed.
enum InstallationPlace: String, CaseIterable, CustomTestStringConvertible {
  case virtualEnvironment = "a virtual environment"
  case userFolder = "the user's own packages"
  case searchPath = "a folder of PYTHONPATH"
  case bundle = "the program's own folder"

  var testDescription: String { rawValue }
}

@Suite(.enabled(if: Tool.isPossible, "\(Tool.reason)")) struct `Packages` {
  private static let package = [
    "lib/__init__.py": "from lib.slow import work\n__all__ = ['name', 'work']\nname = 'lib'\n",
    "lib/slow.py": "import time\ntime.sleep(0.4)\ndef work():\n    return 1\n",
    "lib/data.txt": "data\n",
    "lib-2.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: Lib\nVersion: 2.0\n",
    "lib-2.0.dist-info/RECORD": "lib/__init__.py,,\nlib/slow.py,,\nlib/data.txt,,\n",
  ]
  private static let app = """
    import importlib.metadata, os
    import lib


    def handler(event, context):
        beside = open(os.path.join(os.path.dirname(lib.__file__), "data.txt")).read()
        return {"name": lib.name, "data": beside, "version": importlib.metadata.version("lib")}

    """

  @Test(arguments: InstallationPlace.allCases)
  func `are patched where they are installed, in a copy`(_ place: InstallationPlace) throws {
    let tool = try Tool(["app.py": Self.app])
    let python = try #require(Interpreters.all.last { $0.minor <= 13 } ?? Interpreters.newest)
    var (interpreter, variables, folder) = (python.path, [String: String](), "")
    switch place {
    case .virtualEnvironment:
      let made = try Command.run([python.path, "-m", "venv", "--without-pip", "environment"], in: tool.scratch.url)
      #expect(made.succeeded, "\(made.errorText)")
      interpreter = tool.scratch.file("environment/bin/python").path
      folder = "environment/lib/python3.\(python.minor)/site-packages"
    case .userFolder:
      variables["PYTHONUSERBASE"] = tool.scratch.file("user").path
      folder = "user/lib/python3.\(python.minor)/site-packages"
    case .searchPath:
      variables["PYTHONPATH"] = tool.scratch.file("layer").path
      folder = "layer"
    case .bundle:
      folder = "project"
    }
    for (name, text) in Self.package { try tool.scratch.write(text, to: "\(folder)/\(name)") }
    let result = try tool.run(
      "fix",
      "--scope",
      "all",
      "--output",
      "patches",
      "--pairs",
      "21",
      "--python",
      interpreter,
      "--handler",
      "app.handler",
      "--event",
      "ok.json",
      variables: variables
    )
    #expect(result.status == 0, "\(result.errorText)")
    #expect(result.errorText.contains("Proven: the same answers"), "\(result.errorText)")
    let patch = try #require(try? tool.text("patches/Lib-2.0.patch"), "\(result.errorText)")
    #expect(patch.hasPrefix("# libprof patch 1\n# distribution: Lib\n# version: 2.0\n# file: lib/__init__.py "))
    let original = String(decoding: try tool.scratch.read("\(folder)/lib/__init__.py"), as: UTF8.self)
    #expect(original == Self.package["lib/__init__.py"])
    let applied = try Command.run(
      ["patch", "-p1", "--dry-run"],
      input: Array(patch.utf8),
      in: tool.scratch.file(folder)
    )
    #expect(applied.succeeded, "\(applied.outputText)")
    #expect(tool.leftovers.isEmpty)
  }

  @Test func `are not changed in place`() throws {
    let result = try Tool(["app.py": Self.app]).fix("--scope", "all")
    #expect(result.status == 2)
    #expect(result.errorText.contains("--output FOLDER"))
  }
}
