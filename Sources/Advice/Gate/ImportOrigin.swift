/// What an import statement says, and who wrote it.
public struct ImportOrigin: Sendable, Hashable {
  /// The statement, on one line; nil if none stands there any more.
  public let statement: String?
  /// The commit that it comes from; nil if that is not known.
  public let introduction: Introduction?

  /// Puts together what is known of a statement.
  public init(statement: String?, introduction: Introduction?) {
    self.statement = statement
    self.introduction = introduction
  }
}

/// The commit that last changed a line.
public struct Introduction: Sendable, Hashable {
  /// Its name, all digits; nil for what is not committed yet.
  public let commit: String?
  /// Who wrote it, on which day (`2026-11-27`, in their own time zone), and the first line of the message.
  public let author: String, day: String, subject: String
  /// Whether the history ends there, so that the line may be older.
  public let isAtEndOfHistory: Bool

  /// Describes a commit.
  public init(commit: String?, author: String, day: String, subject: String, isAtEndOfHistory: Bool = false) {
    self.commit = commit
    self.author = author
    self.day = day
    self.subject = subject
    self.isAtEndOfHistory = isAtEndOfHistory
  }
}
