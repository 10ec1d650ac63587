public import Advice
public import ArgumentParser
import Publishing
import Workflow

/// How a proven patch becomes commits, and those a request.
struct PublishOptions: ParsableArguments {
  @Flag(
    help: "Commit the patch on a branch of its own, one commit for each library; files and index stay as they are."
  )
  var commit = false

  @Option(
    help: ArgumentHelp(
      "The branch for --commit and --pull-request. One that libprof has made before is replaced; commits of others never are.",
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

  @OptionGroup var request: RequestOptions

  func validate() throws {
    try request.check()
  }

  /// Whether anything of it is asked for.
  var isWanted: Bool { commit || formatPatch != nil || requestBody != nil || request.isWanted }

  /// Whether --dry-run can say what would become of it.
  var canBeRehearsed: Bool { request.isWanted && !commit && formatPatch == nil }

  /// What is asked for; nil if nothing is.
  func publication(of job: Job) throws -> Publish? {
    guard isWanted else { return nil }
    var publication = try Publish(job, branch: commit ? branch : nil, request: request.settings(branch: branch))
    publication.grouping = group
    publication.folder = formatPatch
    return publication
  }

  /// The words of a command that looks for the same patch and publishes nothing.
  ///
  /// - Parameter words: what was typed, from the name of the tool on.
  /// - Returns: the words, with `--dry-run`.
  static func rehearsal(of words: [String]) -> [String] {
    let flags: Set = ["--commit", "--pull-request", "--dry-run", "--exit-code", "--resume"]
    let options: Set = [
      "--branch", "--group", "--format-patch", "--request-body", "--remote", "--target", "--service", "--max-open",
      "--recording", "--verdict", "--output", "--output-format", "--format",
    ]
    let typed = words.prefix { $0 != "--" }
    var kept: [String] = []
    var isValue = false
    for word in typed {
      let name = String(word.prefix { $0 != "=" })
      if !isValue, !flags.contains(word), !options.contains(name) { kept.append(word) }
      isValue = !isValue && options.contains(word)
    }
    let command = kept.firstIndex(of: "fix").map { $0 + 1 } ?? kept.endIndex
    kept.insert("--dry-run", at: command)
    return kept + words.dropFirst(typed.count)
  }
}

extension ChangeGrouping: ExpressibleByArgument {}
