public import Advice
public import ArgumentParser
import Workflow

/// How a proven patch becomes commits.
struct PublishOptions: ParsableArguments {
  @Flag(
    help: "Commit the patch on a branch of its own, one commit for each library; files and index stay as they are."
  )
  var commit = false

  @Option(
    help: ArgumentHelp(
      "The branch for --commit. One that libprof has made before is replaced; commits of others never are.",
      valueName: "name"
    )
  )
  var branch = "libprof/cold-start"

  @Option(help: "What one commit holds.")
  var group = ChangeGrouping.library

  @Option(
    name: .customLong("format-patch"),
    help: ArgumentHelp("Write the commits into this folder, as files that git am takes.", valueName: "folder"),
    completion: .directory
  )
  var formatPatch: String?

  @Option(
    name: .customLong("request-body"),
    help: ArgumentHelp(
      "Write a text for the request to merge the commits into this file, in Markdown: what changes, what was measured, what was left.",
      valueName: "file"
    ),
    completion: .file()
  )
  var requestBody: String?

  /// Whether anything of it is asked for.
  var isWanted: Bool { commit || formatPatch != nil || requestBody != nil }

  /// What is asked for; nil if nothing is.
  func publication(of job: Job) throws -> Publish? {
    guard isWanted else { return nil }
    var publication = try Publish(job, branch: commit ? branch : nil)
    publication.grouping = group
    publication.folder = formatPatch
    return publication
  }
}

extension ChangeGrouping: ExpressibleByArgument {}
