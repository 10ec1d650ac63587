public import ArgumentParser
public import Publishing

/// How commits become a request to merge them.
struct RequestOptions: ParsableArguments {
  @Flag(
    name: .customLong("pull-request"),
    help:
      "Push the commits and open a request to merge them, or bring the one of an earlier run up to date; close it if nothing is proven any more."
  )
  var isWanted = false

  @Option(help: ArgumentHelp("The remote for --pull-request. (default: origin)", valueName: "name"))
  var remote: String?

  @Option(help: ArgumentHelp("The branch to merge into. (default: the remote's main branch)", valueName: "branch"))
  var target: String?

  @Option(
    help: ArgumentHelp(
      "What the remote is: github (asked with GITHUB_TOKEN or by gh), or gitlab (told by the push). (default: by its address)"
    )
  )
  var service: Service.Kind?

  @Option(
    name: .customLong("max-open"),
    help: ArgumentHelp(
      "Open no request if so many from branches libprof/… are open. (default: 1)",
      valueName: "n"
    )
  )
  var mostOpen: Int?

  /// Looks whether the options go together.
  ///
  /// - Throws: `ValidationError` with a sentence.
  func check() throws {
    guard isWanted || (remote == nil && target == nil && service == nil && mostOpen == nil) else {
      throw ValidationError("--remote, --target, --service and --max-open are for a request: add --pull-request.")
    }
    guard mostOpen.map({ $0 > 0 }) ?? true else {
      throw ValidationError("--max-open is to be at least 1: the own request is counted.")
    }
  }

  /// What is asked for; nil if no request is.
  func settings(branch: String) -> Submission.Settings? {
    guard isWanted else { return nil }
    var settings = Submission.Settings(branch: branch)
    settings.remote = remote ?? settings.remote
    settings.target = target
    settings.service = service
    settings.mostOpen = mostOpen ?? settings.mostOpen
    return settings
  }
}

extension Service.Kind: ExpressibleByArgument {}
