/// What was typed behind the tool's name, as far as settings of the file have to give way to it.
struct TypedArguments {
  /// The command's name.
  let command: String
  /// What stands between it and `--`.
  private let options: [String]
  /// The program and its arguments, behind `--`; nil without one.
  private let program: [String]?

  /// Takes what was typed; nil if it begins with no command.
  init?(_ arguments: [String]) {
    guard let command = arguments.first else { return nil }
    self.command = command
    options = Array(arguments.dropFirst().prefix { $0 != "--" })
    program = arguments.firstIndex(of: "--").map { Array(arguments[($0 + 1)...]) }
  }

  /// Whether help is wanted, and nothing else counts.
  var asksForHelp: Bool { options.contains("--help") || options.contains("-h") }

  /// Whether a setting of the file still counts: what is typed may say otherwise, or name another program, or the same one
  /// with other events.
  func leavesRoom(for setting: ConfigurationSetting) -> Bool {
    switch setting.key {
    case "handler", "wsgi", "asgi", "init-ends": !namesProgram && !isTyped(setting)
    case "command": !namesProgram
    case "events": !namesProgram && !isTyped(setting)
    case "python": program == nil && !isTyped(setting)
    default: !isTyped(setting)
    }
  }

  /// The values that are typed for a setting; nil if it is not typed.
  func values(of setting: ConfigurationSetting) -> [String]? {
    if setting.key == "command" { return program }
    guard isTyped(setting) else { return nil }
    var values: [String] = []
    var rest = options[...]
    while let option = rest.popFirst() {
      for name in setting.names {
        if option == name, setting.kind.isFlag {
          values = option.hasPrefix("--no-") ? [] : [""]
        } else if option == name {
          let following = rest.prefix { !$0.hasPrefix("-") }
          values += setting.key == "events" ? following : following.prefix(1)
        } else if option.hasPrefix(name + "=") {
          values.append(String(option.dropFirst(name.count + 1)))
        }
      }
    }
    return values
  }

  private var namesProgram: Bool {
    program != nil || ["--handler", "--wsgi", "--asgi"].contains(where: isTyped)
  }

  private func isTyped(_ setting: ConfigurationSetting) -> Bool { setting.names.contains(where: isTyped) }

  private func isTyped(_ flag: String) -> Bool { options.contains { $0 == flag || $0.hasPrefix(flag + "=") } }
}

extension ConfigurationSetting {
  /// All the ways in which the option is typed.
  fileprivate var names: [String] {
    switch key {
    case "command": []
    case "events": [flag, "--request"]
    case "ignore-field": [flag, "--ignore"]
    case "unsafe-fixes": [flag, "--no-unsafe-fixes"]
    default: [flag]
    }
  }
}
