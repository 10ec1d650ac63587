import Reporting
import Workflow

/// The manual page, from what the commands say of themselves.
struct ManualPage {
  private let tool: CommandDescription

  /// Takes the tool's commands.
  init(_ tool: CommandDescription) { self.tool = tool }

  /// The page, for `man`, `groff -man` and `mandoc`.
  var text: String { lines.map { $0 + "\n" }.joined() }

  private var lines: [String] {
    let summary = (tool.abstract ?? "").split(separator: ".").joined()
    let title = [
      ".TH LIBPROF 1 \(Tool.date) \"libprof \(Tool.version)\" \"User Commands\"", ".SH NAME",
      "libprof \\- \(RoffText.plain(summary.lowercasedFirst))", ".SH SYNOPSIS",
    ]
    let synopsis = tool.shownSubcommands.flatMap { command in [".br", usage(of: command, named: "libprof")] }
    let description = [".SH DESCRIPTION"] + RoffText.paragraphs(tool.discussion ?? "")
    let commands = [".SH COMMANDS"] + tool.shownSubcommands.flatMap { section(of: $0, named: "libprof") }
    return title + synopsis.dropFirst() + description + commands + configuration + environment + files + status
  }

  private func usage(of command: CommandDescription, named parent: String) -> String {
    let name = RoffText.bold("\(parent) \(command.commandName)")
    if !command.shownSubcommands.isEmpty, command.shownArguments.isEmpty {
      return "\(name) \(RoffText.italic("command"))"
    }
    let options = command.shownArguments.contains { $0.kind != .positional } ? " [\(RoffText.italic("option"))]..." : ""
    let arguments = command.shownArguments.filter { $0.kind == .positional }.map { argument in
      let name = RoffText.italic(argument.valueName ?? "") + (argument.isRepeating ? "..." : "")
      let marked = argument.parsingStrategy == "postTerminator" ? "\(RoffText.bold("--")) \(name)" : name
      return argument.isOptional ? " [\(marked)]" : " \(marked)"
    }
    return name + options + arguments.joined()
  }

  private func section(of command: CommandDescription, named parent: String) -> [String] {
    let name = "\(parent) \(command.commandName)"
    var lines = [".SS \"\(RoffText.plain(name))\"", RoffText.marked(command.abstract ?? "")]
    if let discussion = command.discussion, !discussion.isEmpty {
      let paragraphs = RoffText.paragraphs(discussion)
      lines += (paragraphs.first == ".IP" ? [] : [".PP"]) + paragraphs
    }
    var title: String?
    for argument in command.shownArguments {
      if argument.sectionTitle != title, let heading = argument.sectionTitle {
        lines += [".PP", RoffText.plain(heading) + ":"]
      }
      title = argument.sectionTitle
      lines += entry(of: argument)
    }
    return lines + command.shownSubcommands.flatMap { section(of: $0, named: name) }
  }

  private func entry(of argument: CommandDescription.Argument) -> [String] {
    let value = RoffText.italic(argument.valueName ?? "")
    let head =
      switch argument.kind {
      case .positional: value + (argument.isRepeating ? "..." : "")
      case .flag: names(of: argument)
      case .option: "\(names(of: argument)) \(value)"
      }
    let values = (argument.allValues ?? []).map { value in
      let purpose = argument.allValueDescriptions?[value].map { " (\(RoffText.plain($0)))" } ?? ""
      return RoffText.bold(value) + purpose
    }
    let usual = argument.defaultValue.map { " Default: \(RoffText.bold($0))." } ?? ""
    let choice = values.isEmpty ? "" : " One of \(values.joined(separator: ", "))."
    return [".TP", head, RoffText.marked(argument.abstract ?? "") + choice + usual]
  }

  private func names(of argument: CommandDescription.Argument) -> String {
    (argument.names ?? []).map { RoffText.bold($0.typed) }.joined(separator: ", ")
  }

  private var configuration: [String] {
    let rows = ConfigurationTable.rows.flatMap { row in
      [".TP", "\(RoffText.bold(row.key)) (\(RoffText.marked(row.usual)))", RoffText.marked(row.summary)]
    }
    let text =
      "Settings of [tool.libprof] in pyproject.toml, in the folder that libprof is run in, with their defaults. What is typed wins."
    return [".SH CONFIGURATION", RoffText.plain(text)] + rows
  }

  private var environment: [String] {
    [".SH ENVIRONMENT"]
      + EnvironmentVariable.all.flatMap { [".TP", RoffText.bold($0.name), RoffText.marked($0.purpose)] }
  }

  private var files: [String] {
    [
      ".SH FILES", ".TP", RoffText.bold(Configuration.file), "The program's configuration.", ".TP",
      RoffText.bold(ProfileCommand.usualOutput), "The recording that is written, and read, where none is named.",
    ]
  }

  private var status: [String] {
    [
      ".SH EXIT STATUS", ".TP", "0", "Done, or nothing to do.", ".TP", "1",
      "A patch was not proven, or there is something where a command was asked to say so.", ".TP", "2",
      "Usage or environment, and the program's own failure.",
    ]
  }
}

extension String {
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
