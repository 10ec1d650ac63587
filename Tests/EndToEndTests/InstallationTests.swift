import Foundation
import TestSupport
import Testing

@Suite struct `An installation` {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private let scratch: ScratchDirectory

  init() throws {
    scratch = try ScratchDirectory()
    let binaries = URL(filePath: Tool.path).deletingLastPathComponent().path
    let made = try Command.run(
      ["make", "--no-print-directory", "files", "DESTDIR=\(scratch.path)", "PREFIX=/usr", "binaries=\(binaries)"],
      in: Self.root
    )
    #expect(made.status == 0, "\(made.errorText)")
  }

  private func file(_ name: String) -> String { scratch.file("usr/\(name)").path }

  @Test func `finds its pages, its recipes and its agent`() throws {
    let tool = file("bin/libprof")
    for page in ["unused", "local", "used-while-loading"] {
      #expect(try Command.run([tool, "explain", page]).outputText.hasPrefix("# "), "\(page)")
    }
    #expect(try Command.run([tool, "recipes", "show", "nltk"]).status == 0)
    guard Tool.isPossible, let python = Interpreters.newest?.path else { return }
    let recording = scratch.file("r").path
    let profile = try Command.run([tool, "profile", "-o", recording, "--", python, "-c", "import json"])
    #expect(profile.status == 0, "\(profile.errorText)")
  }

  @Test(arguments: [
    (["libprof", "rep"], ["report"]), (["libprof", "explain", "used"], ["used-while-loading"]),
    (["libprof", "report", "--output-format", "sa"], ["sarif"]), (["libprof", "fix", "--dry"], ["--dry-run"]),
  ]) func `completes in bash`(_ words: [String], _ expected: [String]) throws {
    let script = """
      source "$1"; shift
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
      _libprof "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let completions = file("share/bash-completion/completions/libprof")
    let result = try Command.run(["bash", "-c", script, "bash", completions] + words)
    #expect(result.status == 0 && result.errorText.isEmpty, "\(result.errorText)")
    let offered = result.outputText.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(offered == expected)
  }

  @Test(
    .enabled(if: Command.isThere("zsh"), "needs zsh"),
    arguments: [["zsh", "-n", "share/zsh/site-functions/_libprof"]]
  ) func `has completions that zsh can read`(command: [String]) throws {
    #expect(try Command.run(Array(command.dropLast()) + [file(command[2])]).status == 0)
  }

  @Test(.enabled(if: Command.isThere("fish"), "needs fish")) func `has completions that fish can read`() throws {
    #expect(try Command.run(["fish", "-n", file("share/fish/vendor_completions.d/libprof.fish")]).status == 0)
  }

  @Test(.enabled(if: Command.isThere("groff"), "needs groff"), arguments: ["utf8", "ps"])
  func `has a manual page that groff sets without a warning`(device: String) throws {
    let result = try Command.run(["groff", "-man", "-T\(device)", "-ww", file("share/man/man1/libprof.1")])
    #expect(result.status == 0 && result.errorText.isEmpty && !result.output.isEmpty, "\(result.errorText)")
  }

  @Test(.enabled(if: Command.isThere("mandoc"), "needs mandoc"))
  func `has a manual page that mandoc has nothing against`() throws {
    let result = try Command.run(["mandoc", "-T", "lint", "-W", "warning", file("share/man/man1/libprof.1")])
    #expect(result.status == 0 && result.output.isEmpty, "\(result.outputText)")
  }

  @Test func `has a manual page with every command and option`() throws {
    let page = String(decoding: try scratch.read("usr/share/man/man1/libprof.1"), as: UTF8.self)
    let help = try Command.run([Tool.path, "--help"], environment: ["COLUMNS": "200"]).outputText
    let commands = help.components(separatedBy: "SUBCOMMANDS:\n").last?.split(separator: "\n").compactMap { line in
      line.hasPrefix("  ") && !line.hasPrefix("   ") && !line.contains("See '") ? line.split(separator: " ")[0] : nil
    }
    #expect((commands?.count ?? 0) >= 10)
    for command in commands ?? [] {
      #expect(page.contains("\n.SS \"libprof \(command)\"\n"), "\(command)")
      let options = try Command.run([Tool.path, String(command), "--help"]).outputText.split(separator: "\n")
        .filter { $0.hasPrefix("  -") }.compactMap { $0.firstMatch(of: /--[a-z-]+/)?.output }
      for option in options where !["--help", "--version"].contains(option) {
        #expect(page.contains("\\fB\(option.replacingOccurrences(of: "-", with: "\\-"))\\fR"), "\(command) \(option)")
      }
    }
    for heading in ["CONFIGURATION", "ENVIRONMENT", "FILES", "EXIT STATUS"] {
      #expect(page.contains("\n.SH \(heading)\n"))
    }
    #expect(page.contains("\\fBthresholds.rare\\-below\\fR") && page.contains("\\fBVIRTUAL_ENV\\fR"))
  }
}
