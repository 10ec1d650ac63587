/// Why no request can be made of a remote repository.
public enum RemoteError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The repository has no remote of that name.
  case unknown(remote: String, known: [String])
  /// The remote does not answer, or lets nobody in.
  case unreachable(remote: String, reason: String)
  /// The remote has no branch to merge into.
  case noTarget(remote: String, branch: String?)
  /// The branch for the patch is the one that it is to be merged into.
  case sameBranch(branch: String)
  /// The commit that is checked out is not in the branch that the patch is to be merged into.
  case unpublished(target: String)
  /// The remote's branch has commits that libprof did not make.
  case foreignCommits(remote: String, branch: String, subject: String)
  /// The remote's branch has a patch for another program.
  case otherProgram(remote: String, branch: String, program: String)
  /// The clone does not go back far enough to say whose commits a branch has.
  case shallow(branch: String)
  /// The service behind the remote cannot be told from its address.
  case unknownService(remote: String, host: String?)
  /// Neither a token nor `gh` is there.
  case noAccess
  /// The repository's name on the service cannot be told.
  case noName(remote: String)
  /// There are as many open requests as the user wants.
  case full(open: Int, most: Int)
  /// The remote takes no push options, by which GitLab is told what to open.
  case noPushOptions(remote: String)
  /// The remote's branch is another one than when the job began.
  case changed(remote: String, branch: String)
  /// The remote refuses the push.
  case rejected(remote: String, branch: String, reason: String)
  /// The branch was pushed, and the service did not open the request.
  case notOpened(branch: String, reason: String)

  /// What happened, why, and what to do.
  public var description: String {
    switch self {
    case .unknown(let remote, let known):
      known.isEmpty
        ? "This repository has no remote to push to. Add one with git remote add \(remote) URL."
        : "This repository has no remote \(remote). Name one of these with --remote: \(known.joined(separator: ", "))."
    case .unreachable(let remote, let reason):
      "The remote \(remote) cannot be reached: \(reason). Check the network and git's credentials, and try again."
    case .noTarget(let remote, let branch):
      branch.map { "The remote \(remote) has no branch \($0) to merge into. Name another one with --target." }
        ?? "The remote \(remote) does not say which its main branch is. Name the branch to merge into with --target."
    case .sameBranch(let branch):
      "\(branch) is the branch to merge into, and stays as it is. Name another one with --branch."
    case .unpublished(let target):
      "The commit that is checked out is not in \(target): the request would carry commits that have nothing to do with it. "
        + "Push them first, check out a commit of \(target), or name another branch with --target."
    case .foreignCommits(let remote, let branch, let subject):
      "The branch \(branch) of \(remote) has a commit that libprof did not make (“\(subject)”), and stays as it is. "
        + "Merge or close its request, or name another branch with --branch."
    case .otherProgram(let remote, let branch, let program):
      "The branch \(branch) of \(remote) has the patch for another program (\(program)). "
        + "Give each program a branch of its own with --branch."
    case .shallow(let branch):
      "This clone is too shallow to see whose commits \(branch) has. Fetch the rest with git fetch --unshallow "
        + "(in GitHub Actions: fetch-depth: 0)."
    case .unknownService(let remote, let host):
      "\(host.map { "\($0), where \(remote) lies," } ?? "The remote \(remote)") is not known as GitHub or GitLab. "
        + "Say which it is with --service."
    case .noAccess:
      "GitHub asks who opens a request: GITHUB_TOKEN is not set, and gh is not installed. "
        + "Let that variable hold a token that may write contents and pull requests, or install gh and log in."
    case .noName(let remote):
      "The address of \(remote) does not say whose repository it is. Let GITHUB_REPOSITORY hold OWNER/NAME."
    case .full(let open, let most):
      "\(open == 1 ? "1 request of libprof is" : "\(open) requests of libprof are") open, and --max-open allows \(most): "
        + "no other one is opened. Merge or close one, or allow more."
    case .noPushOptions(let remote):
      "The remote \(remote) takes no push options, by which GitLab is told to open a request. "
        + "GitLab does from 11.10 on; say with --service what else \(remote) is."
    case .changed(let remote, let branch):
      "The branch \(branch) of \(remote) was changed while libprof was at work, and stays as it is. Run it again."
    case .rejected(let remote, let branch, let reason):
      "The remote \(remote) does not take \(branch): \(reason). Ask those who keep it, or name another branch with --branch."
    case .notOpened(let branch, let reason): "\(branch) is pushed, but has no request yet: \(reason)"
    }
  }
}
