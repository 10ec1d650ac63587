/// The forms in which a review is written.
public enum ReviewFormat: String, CaseIterable, Sendable {
  case github, gitlab, text

  /// What it is for, in a few words.
  public var purpose: String {
    switch self {
    case .github: "a review as GitHub's API takes it"
    case .gitlab: "discussions as GitLab's API takes them, a list"
    case .text: "for people; includes what is not committed yet"
    }
  }
}

extension Review {
  /// The review as the bytes of a file; none if there is nothing to say, but for people.
  public func bytes(_ format: ReviewFormat) -> [UInt8] {
    guard !isEmpty || format == .text else { return [] }
    return switch format {
    case .github: GitHubReview(self).bytes
    case .gitlab: GitLabReview(self).bytes
    case .text: ReviewText(self).bytes
    }
  }
}

extension Review {
  /// How much there is to say, in words.
  public var counts: String {
    func count(_ number: Int, _ one: String, _ several: String) -> String? {
      number == 0 ? nil : number == 1 ? "1 \(one)" : "\(number) \(several)"
    }
    let suggestions = comments.count(where: \.isSuggestion)
    return [
      count(suggestions, "suggestion", "suggestions"),
      count(comments.count - suggestions, "comment", "comments"),
      count(notes.count, "remark in its text", "remarks in its text"),
    ].compactMap(\.self).joined(separator: ", ")
  }

  /// What no comment can hold, as workflow commands of GitHub Actions.
  public var annotations: [UInt8] {
    notes.flatMap { note in
      GitHubAnnotations.warning(
        file: note.path,
        line: note.line,
        title: "\(Tool.name): review",
        message: note.sentences.joined(separator: "\n")
      )
    }
  }
}
