/// A request to merge libprof's branch that is open.
public struct OpenRequest: Sendable, Hashable {
  /// Its number; nil where the service does not tell.
  public let number: Int?
  /// Where people look at it; nil where the service does not tell.
  public let address: String?
  /// The branch that it is to be merged into; nil where the service does not tell.
  let target: String?
  /// What stands for its text, see `RequestBody.mark`; nil where the service does not tell, or somebody has taken it out.
  let mark: String?
}
