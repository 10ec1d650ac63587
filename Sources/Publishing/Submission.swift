public import Reporting

/// A request to merge a proven patch, put before the maintainers of a remote repository and kept up to date from run to run.
public struct Submission: Sendable {
  /// What the user wants of it.
  public struct Settings: Sendable {
    /// The remote to push to.
    public var remote = "origin"
    /// The branch to merge into; nil for the remote's main branch.
    public var target: String?
    /// The branch for the patch.
    public var branch: String
    /// What the remote is; nil to tell it from its address.
    public var service: Service.Kind?
    /// How many requests of libprof may be open, this one included.
    public var mostOpen = 1

    /// Settings with a branch and the defaults.
    public init(branch: String) { self.branch = branch }
  }

  /// What is to be done, or was.
  public enum Step: Sendable {
    /// There is no request yet.
    case open(pushes: Bool)
    /// Somebody has closed the one that said the same, and left its branch.
    case declined(OpenRequest)
    /// There is one, with other commits or another text.
    case update(OpenRequest, pushes: Bool)
    /// There is one that says the same.
    case leave(OpenRequest)
    /// There is one, and nothing is proven any more.
    case close(OpenRequest)
    /// There is one, and the measurements scatter too much to tell whether it still pays.
    case wait(OpenRequest)
    /// There is none, and nothing is proven.
    case nothing
  }

  /// What the user wants.
  public let settings: Settings
  /// The branch to merge into.
  public var target: String { remote.target }
  /// What the remote is.
  public let service: Service.Kind
  private let remote: GitRemote
  private let host: any RequestHost
  private let repository: GitRepository

  /// Looks whether a request can be made, before time is spent on a proof: asks the remote and the service, changes nothing.
  ///
  /// - Parameters:
  ///   - settings: what the user wants.
  ///   - program: what the patch is for, as commits name it.
  ///   - repository: where the commits will be.
  ///   - variables: the environment: `GITHUB_TOKEN`, `GITHUB_API_URL` and `GITHUB_REPOSITORY`.
  /// - Throws: `PublishingError`.
  public init(
    _ settings: Settings,
    for program: String,
    in repository: GitRepository,
    variables: [String: String]
  ) throws(PublishingError) {
    try repository.checkName(settings.branch)
    self.settings = settings
    self.repository = repository
    remote = try GitRemote(settings.remote, target: settings.target, branch: settings.branch, in: repository)
    let place = try ServicePlace(of: remote, kind: settings.service, variables: variables)
    service = place.kind
    host = place.host(of: remote, branch: settings.branch)
    try remote.check(settings.branch, for: program)
    if try host.current() == nil { try checkRoom() }
    // The remote must let us push, and GitLab's must take options.
    let options = service == .gitlab ? ["merge_request.create"] : []
    try remote.push(repository.head, to: settings.branch, options: options, isRehearsal: true)
  }

  private func checkRoom() throws(PublishingError) {
    let open = try host.openCount()
    guard open < settings.mostOpen else { throw .remote(.full(open: open, most: settings.mostOpen)) }
  }

  /// The last commit of the remote's branch; nil if there is none.
  public var tip: String? { remote.tips[settings.branch] }

  /// What is to be done with proven commits.
  ///
  /// A text with other figures of the same changes is no other text: every run measures a little differently.
  /// - Parameters:
  ///   - series: the commits, those of the remote's branch if they hold the same.
  ///   - body: the text.
  /// - Returns: what is to be done.
  /// - Throws: `PublishingError`.
  public func step(for series: CommitSeries, _ body: RequestBody) throws(PublishingError) -> Step {
    let pushes = series.tip != tip
    guard let request = try host.current() else {
      if tip != nil, let declined = try host.declined(body.mark) { return .declined(declined) }
      try checkRoom()
      return .open(pushes: pushes)
    }
    let isSameText = request.mark.map { $0 == body.mark } ?? (service == .gitlab)
    let isSameTarget = request.target.map { $0 == target } ?? true
    return !pushes && isSameText && isSameTarget ? .leave(request) : .update(request, pushes: pushes)
  }

  /// What is to be done if nothing is proven.
  ///
  /// - Parameter isUndecided: whether that is for measurements that scatter too much.
  /// - Returns: `close`, `wait` or `nothing`.
  /// - Throws: `PublishingError`.
  public func stepWithoutPatch(isUndecided: Bool) throws(PublishingError) -> Step {
    try host.current().map { isUndecided ? .wait($0) : .close($0) } ?? .nothing
  }

  /// Pushes the commits if the remote has others, and opens the request or brings it up to date.
  ///
  /// - Returns: the request as it is then; nil if there is none.
  /// - Throws: `PublishingError`.
  public func carryOut(_ step: Step, _ series: CommitSeries, _ body: RequestBody) throws(PublishingError)
    -> OpenRequest?
  {
    switch step {
    case .open: try submit(series, body, nil)
    case .update(let request, _): try submit(series, body, request)
    case .leave(let request): request
    case .declined, .close, .wait, .nothing: nil
    }
  }

  private func submit(
    _ series: CommitSeries,
    _ body: RequestBody,
    _ request: OpenRequest?
  ) throws(PublishingError) -> OpenRequest {
    var report: PushReport?
    if series.tip != tip {
      report = try remote.push(series.tip, to: settings.branch, options: host.pushOptions(for: body))
    }
    return try host.settle(body, in: request, after: report)
  }

  /// Closes an open request, and removes its branch if that still holds what was there when the job began: libprof's commits.
  ///
  /// - Parameters:
  ///   - request: the request.
  ///   - comment: why, in Markdown.
  /// - Returns: whether the branch is removed.
  /// - Throws: `PublishingError`.
  public func close(_ request: OpenRequest, because comment: String) throws(PublishingError) -> Bool {
    try host.close(request, because: comment)
    guard tip != nil else { return false }
    do {
      try remote.push(nil, to: settings.branch)
      return true
    } catch {
      // The request is closed already, where that needs no branch removed.
      guard service == .github else { throw error }
      return false
    }
  }
}
