internal import Advice
internal import ImportGraph
public import Publishing
public import Recording
public import Reporting
public import Rewriting

/// Reviews a change of a program: what the imports that it touches cost, and what can be done about them.
public struct ReviewOfChange: Sendable {
  private let repository: GitRepository
  private let base: String
  private let includesUncommitted: Bool

  /// Looks whether there is a change, before anything is run.
  ///
  /// - Parameters:
  ///   - folder: the program's.
  ///   - base: what the change is to be merged into: a branch, a tag, a commit.
  ///   - includesUncommitted: whether the files count as they are, and not as they were committed.
  /// - Throws: `PublishingError`.
  public init(in folder: String, since base: String, includingUncommitted includesUncommitted: Bool)
    throws(PublishingError)
  {
    repository = try GitRepository(around: folder)
    (self.base, self.includesUncommitted) = (base, includesUncommitted)
    _ = try repository.change(since: base, includingUncommitted: includesUncommitted) { _ in false }
  }

  /// Reviews it.
  ///
  /// - Parameters:
  ///   - advice: what was found and planned for the program with the change.
  ///   - fixes: the parts of the patch that are offered.
  ///   - proof: how far they are proven.
  ///   - recording: the recording, if it was not made now.
  /// - Returns: what there is to say.
  /// - Throws: `PublishingError`, or `WorkflowError.otherFiles` if the recording does not know the change.
  public func run(
    _ advice: Advise,
    _ fixes: [AtomicFix],
    _ proof: ReviewProof,
    from recording: Recording?
  ) throws -> Review {
    let project = advice.graph.project
    let place = Repository(around: project.root)
    let own = Set(project.paths.filter(project.isOwn).map { place.path(project.relativePath(of: $0)) })
    let change = try repository.change(since: base, includingUncommitted: includesUncommitted, where: own.contains)
    if !includesUncommitted { try repository.checkCommitted { change.files[$0] != nil } }
    if let recording, let missing = UnrecordedImports(recording, project, change, in: place).places.first {
      throw WorkflowError.otherFiles(import: missing)
    }
    return Review(of: change, advice.graph, advice.plan, advice.findings, fixes, proof, in: place)
  }
}
