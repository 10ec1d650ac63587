/// Which modules one recorded event loads before its answer, by their numbers in the graph.
public struct EventLoads: Sendable, Hashable {
  /// The event.
  public let event: String
  /// As the imports are written now.
  public let now: Set<Int>
  /// As the plan leaves them.
  public let planned: Set<Int>
  /// However the program's own imports might be written: what the event uses, and all that this needs to load.
  public let floor: Set<Int>
}
