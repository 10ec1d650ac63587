internal import Foundation

/// What a service says when it refuses something, in its own words.
struct ServiceMessage {
  /// Its words, without a stop at their end, on one line.
  let text: String

  /// Reads GitHub's `message` and `errors`, and GitLab's `message` or `error`, each of which may be a text, a list or a table.
  init(_ response: HTTPResponse) {
    let fields = try? JSONDecoder().decode([String: Part].self, from: Data(response.body))
    let parts = ["message", "error", "error_description", "errors"].compactMap { fields?[$0]?.text }.filter {
      !$0.isEmpty
    }
    let location = response.fields["location"].map { "moved to \($0)" }
    let said = parts.isEmpty ? location ?? "without a reason" : parts.joined(separator: ": ")
    let words = said.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    text = String((words.hasSuffix(".") ? String(words.dropLast()) : words).prefix(500))
  }

  private indirect enum Part: Decodable {
    case text(String)
    case list([Part])
    case table([String: Part])
    case other

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self = .text(text)
      } else if let list = try? container.decode([Part].self) {
        self = .list(list)
      } else if let table = try? container.decode([String: Part].self) {
        self = .table(table)
      } else {
        self = .other
      }
    }

    var text: String {
      switch self {
      case .text(let text): text
      case .list(let parts): parts.map(\.text).filter { !$0.isEmpty }.joined(separator: "; ")
      case .table(let parts):
        // GitHub's entries have a message, or a resource, a field and a code; GitLab's name what is wrong by field.
        if let message = parts["message"]?.text, !message.isEmpty {
          message
        } else if parts["code"] != nil {
          ["resource", "field", "code"].compactMap { parts[$0]?.text }.joined(separator: " ")
        } else {
          parts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.text)" }.joined(separator: ", ")
        }
      case .other: ""
      }
    }
  }
}
