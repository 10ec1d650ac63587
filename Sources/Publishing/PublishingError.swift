/// Why the repository cannot be used: why a proven patch is not put on a branch, or a change not reviewed.
public enum PublishingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// There is no repository, or no commit in it, around the program's folder.
  case noRepository(folder: String, reason: String)
  /// Git knows no commit of that name.
  case unknownRevision(revision: String)
  /// The change has no commit in common with what it is to be merged into.
  case nothingInCommon(revision: String)
  /// A reviewed file is not as it was committed.
  case uncommittedReview(file: String)
  /// A file that is followed by git differs from its last commit.
  case uncommitted(file: String)
  /// A file of the patch is not followed by git, or lies outside of the repository.
  case untracked(file: String)
  /// The branch has commits that libprof did not make.
  case foreignCommits(branch: String, subject: String)
  /// The branch is the one that is checked out.
  case checkedOut(branch: String)
  /// Git does not take the name for a branch.
  case unusableName(branch: String)
  /// The last commit is not the one that the program was measured at.
  case movedMeanwhile(folder: String)
  /// No request can be made of the remote repository.
  case remote(RemoteError)
  /// The service behind it cannot be asked as the environment says.
  case access(ServiceError)
  /// The service behind it does not answer, or says no.
  case service(HTTPError)
  /// A command of git failed.
  case git(command: String, output: String)

  /// What happened, why, and what to do.
  public var description: String {
    switch self {
    case .noRepository(let folder, let reason):
      "\(folder) is in no git repository with a commit (\(reason)). Commit the program first, or leave out what needs one: --commit, --format-patch, --base."
    case .unknownRevision(let revision):
      "\(revision) is no commit that this repository has. Fetch it (git fetch origin; a shallow clone lacks most), or name another one with --base."
    case .nothingInCommon(let revision):
      "No commit is known that \(revision) and the checked out one have in common. If the clone is a shallow one, fetch all of it (git fetch --unshallow; fetch-depth: 0 of actions/checkout; GIT_DEPTH: 0 of GitLab CI)."
    case .uncommittedReview(let file):
      "\(file) has changes that are not committed, and comments would miss their lines. Commit or stash them, or use --output-format text."
    case .uncommitted(let file):
      "\(file) has changes that are not committed: the commits would not hold what was measured. Commit or stash them first."
    case .untracked(let file):
      "\(file) is to be changed and is no file of this repository. Add it with git add and commit it, or name it with --keep."
    case .foreignCommits(let branch, let subject):
      "The branch \(branch) has a commit that libprof did not make (“\(subject)”), and stays as it is. Name another one with --branch."
    case .checkedOut(let branch):
      "The branch \(branch) is checked out, and stays as it is. Check out another one, or name another one with --branch."
    case .unusableName(let branch): "\(branch) is no name that git takes for a branch. Name another one with --branch."
    case .movedMeanwhile(let folder):
      "The repository of \(folder) has got another commit while libprof was at work; nothing was committed. Run it again."
    case .remote(let error): "\(error)"
    case .access(let error): "\(error)"
    case .service(let error): "\(error)"
    case .git(let command, let output): "git \(command) failed: \(output)"
    }
  }
}
