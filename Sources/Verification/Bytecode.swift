internal import Foundation
internal import Launching
internal import Recording

/// The bytecode that Python keeps beside its modules (PEP 3147).
///
/// A copy's changed files have lost theirs. Where the program may not write any (`PYTHONDONTWRITEBYTECODE` is usual in
/// containers), every start of the copy would compile them, which no start of the program does once its packages are installed.
enum Bytecode {
  /// Compiles files of a copy, each as far as its original is compiled.
  ///
  /// One that cannot be compiled is left as it is: the program will tell.
  static func make(of files: [(original: String, copy: String)], by interpreter: Interpreter) {
    for (level, flags) in [("", []), ("opt-1.", ["-O"]), ("opt-2.", ["-OO"])] {
      let compiled = files.filter { FileManager.default.fileExists(atPath: path(of: $0.original, level, interpreter)) }
      guard !compiled.isEmpty else { continue }
      let program = Program(
        executable: interpreter.executable,
        arguments: flags + ["-I", "-S", "-m", "py_compile"] + compiled.map(\.copy)
      )
      _ = try? ColdStart().run(program, timeout: .seconds(60))
    }
  }

  /// The module (`a/m.py`) that a file is the bytecode of (`a/__pycache__/m.cpython-311.pyc`); nil for other files.
  ///
  /// Once the module has new contents, Python would notice by size and time, but not if the bytecode is of the unchecked kind
  /// (PEP 552).
  static func module(behind path: String) -> String? {
    let parts = path.split(separator: "/")
    guard parts.dropLast().last == "__pycache__", let module = parts.last?.split(separator: ".").first else {
      return nil
    }
    return (parts.dropLast(2) + ["\(module).py"]).joined(separator: "/")
  }

  private static func path(of module: String, _ level: String, _ interpreter: Interpreter) -> String {
    let url = URL(filePath: module)
    let tag = "cpython-" + interpreter.version.split(separator: ".").prefix(2).joined()
    let name = "\(url.deletingPathExtension().lastPathComponent).\(tag).\(level)pyc"
    return url.deletingLastPathComponent().appending(path: "__pycache__/\(name)").path
  }
}

extension ProgramStart {
  /// Whether Python is told not to write bytecode.
  var writesNoBytecode: Bool {
    if !(Environment.inherited["PYTHONDONTWRITEBYTECODE"] ?? "").isEmpty { return true }
    guard case .command(let words) = entry else { return false }
    return words.dropFirst().prefix { $0.hasPrefix("-") }.contains("-B")
  }
}
