/// What ArgumentParser tells of a command, as `--experimental-dump-help` writes it (`ToolInfoV0`).
struct CommandDescription: Decodable {
  /// The outermost part of the document.
  struct Document: Decodable {
    let command: CommandDescription
  }

  /// An option, a flag or an argument.
  struct Argument: Decodable {
    enum Kind: String, Decodable { case positional, option, flag }

    struct Name: Decodable {
      let kind: String, name: String

      /// As it is typed.
      var typed: String { (kind == "short" || kind == "longWithSingleDash" ? "-" : "--") + name }
    }

    let kind: Kind
    let shouldDisplay: Bool
    let sectionTitle: String?
    let isOptional: Bool, isRepeating: Bool
    let names: [Name]?
    let valueName: String?
    let defaultValue: String?
    let allValues: [String]?
    let allValueDescriptions: [String: String]?
    let parsingStrategy: String?
    let abstract: String?
  }

  let commandName: String
  let abstract: String?
  let discussion: String?
  let shouldDisplay: Bool?
  let subcommands: [CommandDescription]?
  let arguments: [Argument]?

  /// The options and arguments that help shows, without those that every command has.
  var shownArguments: [Argument] {
    (arguments ?? []).filter { argument in
      let names = (argument.names ?? []).map(\.name)
      return argument.shouldDisplay && !names.contains("help") && !names.contains("version")
    }
  }

  /// The commands below it that help shows.
  var shownSubcommands: [CommandDescription] {
    (subcommands ?? []).filter { $0.shouldDisplay != false && $0.commandName != "help" }
  }
}
