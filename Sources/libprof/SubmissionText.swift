import Publishing

/// What was done with a request to merge, or would be, in a line for people.
struct SubmissionText {
  private let branch: String
  private let remote: String
  private let target: String
  private let service: Service.Kind
  private let isRehearsal: Bool

  init(_ submission: Submission, isRehearsal: Bool) {
    branch = submission.settings.branch
    remote = submission.settings.remote
    target = submission.target
    service = submission.service
    self.isRehearsal = isRehearsal
  }

  /// What comes of proven commits; with a line end.
  func text(_ step: Submission.Step, commits: String, _ title: String) -> String {
    let push = "\(verb("Pushed", "push")) \(commits) to \(branch) of \(remote)"
    return switch step {
    case .open(pushes: false):
      "\(verb("Opened", "open")) a request to merge \(branch) of \(remote) into \(target): “\(title)”\n"
    case .declined(let request):
      "\(capitalized(name(request))) said the same and was closed, so no other one is opened. To have one all the same, remove \(branch) of \(remote).\n"
    case .open(pushes: true):
      "\(push), and \(past("opened", "open")) a request to merge them into \(target): “\(title)”\n"
    case .update(let request, pushes: true):
      "\(push), and \(past("brought", "bring")) \(name(request)) up to date: “\(title)”\n"
    case .update(let request, pushes: false):
      "\(verb("Brought", "bring")) the text of \(name(request)) up to date; its commits hold the same already.\n"
    case .leave(let request): "\(capitalized(name(request))) says the same already, and stays as it is.\n"
    case .close, .wait, .nothing: text(step, removesBranch: false)
    }
  }

  /// What comes of a request that nothing is proven for any more; with a line end.
  func text(_ step: Submission.Step, removesBranch: Bool) -> String {
    if case .wait(let request) = step {
      return
        "\(capitalized(name(request))) stays open: the measurements scatter too much to tell whether it still pays. "
        + "Run libprof again when the machine has less to do.\n"
    }
    guard case .close(let request) = step else { return "No request from \(branch) is open, and none is opened.\n" }
    let end = isRehearsal || removesBranch ? ", and \(past("removed", "remove")) \(branch) of \(remote)" : ""
    return "\(verb("Closed", "close")) \(name(request)), since nothing is proven any more\(end).\n"
  }

  private func verb(_ done: String, _ planned: String) -> String { isRehearsal ? "Would \(planned)" : done }

  private func past(_ done: String, _ planned: String) -> String { isRehearsal ? planned : done }

  private func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  private func name(_ request: OpenRequest) -> String {
    request.number.map { "request #\($0)" } ?? "the request from \(branch)"
  }
}
