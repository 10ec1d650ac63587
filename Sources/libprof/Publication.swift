import Foundation
import Publishing
import Reporting
import Workflow

/// Puts what a fix has proven where the user wants it, and says so.
struct Publication {
  let publish: Publish
  let options: PublishOptions
  let job: Job
  /// Whether nothing is to be pushed, and it is said what would be.
  let isRehearsal: Bool

  private var command: [String] { PublishOptions.rehearsal(of: ["libprof"] + CommandLine.arguments.dropFirst()) }

  /// Makes what is asked for of a proven patch.
  func run(_ account: Fix.Account, _ proven: ProvenPatch) throws {
    let result = try publish.run(account, proven, of: job, command: command, isRehearsal: isRehearsal)
    for subject in result.subjects { Terminal.remark("  \(subject)\n") }
    let count = result.subjects.count == 1 ? "1 commit" : "\(result.subjects.count) commits"
    if let branch = publish.branch {
      Terminal.remark(
        result.isNew
          ? "Committed to \(branch), \(count): git log -p ..\(branch)\n"
          : "\(branch) holds the same changes already, and stays as it is.\n"
      )
    }
    if let file = options.requestBody {
      try OutputFile.write(Array(result.body.text.utf8), to: file)
      Terminal.remark("Written to \(file), for a request with the title “\(result.body.title)”\n")
    }
    if let folder = publish.folder {
      Terminal.remark("Written to \(folder): \(result.files.joined(separator: ", "))\n")
    }
    guard let submission = publish.submission, let step = result.step else { return }
    Terminal.remark(SubmissionText(submission, isRehearsal: isRehearsal).text(step, commits: count, result.body.title))
    if let address = result.request?.address { Terminal.output("\(address)\n") }
  }

  /// Closes the request of an earlier run, because nothing was proven.
  func withdraw(_ account: Fix.Account) throws {
    guard let submission = publish.submission,
      let (step, removesBranch) = try publish.withdraw(
        account,
        of: job,
        command: command,
        isRehearsal: isRehearsal
      )
    else { return }
    Terminal.remark(SubmissionText(submission, isRehearsal: isRehearsal).text(step, removesBranch: removesBranch))
  }
}
