/// How text is set off for people: on a terminal by colour, elsewhere not at all.
public enum Style: Sendable {
  case plain, colored

  func heading(_ text: String) -> String { set(text, "1") }

  func costly(_ text: String) -> String { set(text, "33") }

  func faint(_ text: String) -> String { set(text, "2") }

  private func set(_ text: String, _ code: String) -> String {
    self == .plain ? text : "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }
}
