public import Advice
public import ImportGraph
internal import Recording
public import Rewriting

/// What is to be said about a change, and where.
///
/// A service refuses a whole review if one comment lies outside of the diff. So a fix is suggested where all that it replaces is part
/// of the diff; else it is a comment on a line that the change wrote, with the patch folded in it; and where no such line is known,
/// it is told in the review's own text.
public struct Review: Sendable {
  /// The comments, by path and line.
  public private(set) var comments: [ReviewComment]
  /// What no comment can hold.
  private(set) var notes: [ReviewRemark]
  /// All that is suggested, as a patch for the repository's folder; empty if nothing is.
  public let patch: [UInt8]
  /// The name of the file that holds the patch; nil if there is none.
  public var patchFile: String?
  /// The change.
  public var change: ReviewedChange
  let repository: Repository
  let proof: ReviewProof
  /// What the change brings into a start, in a sentence.
  let summary: String

  /// More comments than this nobody reads; the cheapest are told in the review's text.
  private static let mostComments = 20

  /// Reviews a change.
  ///
  /// - Parameters:
  ///   - change: the change.
  ///   - graph: what was recorded of the program with it.
  ///   - plan: what was planned.
  ///   - findings: the libraries that cost more than they give.
  ///   - fixes: the parts of the patch; none if it is not offered.
  ///   - proof: how far they are proven.
  ///   - repository: where the program lies.
  public init(
    of change: ReviewedChange,
    _ graph: ImportGraph,
    _ plan: Plan,
    _ findings: [Finding],
    _ fixes: [AtomicFix],
    _ proof: ReviewProof,
    in repository: Repository
  ) {
    let remarks = ReviewRemarks(graph, plan, findings, fixes, of: change, in: repository)
    (self.change, self.proof, self.repository) = (change, proof, repository)
    patch = ReviewPatch.diff(of: remarks.all.flatMap(\.fixes), in: repository)
    summary = Self.summary(of: remarks.cost, graph)
    (comments, notes) = ([], [])
    var taken: [String: [Range<Int>]] = [:]
    for remark in remarks.all {
      let own = Self.comments(remark, change, repository, &taken)
      if own.isEmpty || comments.count + own.count > Self.mostComments {
        notes.append(remark)
      } else {
        comments += own
      }
    }
    comments.sort { ($0.file.path, $0.lines.lowerBound) < ($1.file.path, $1.lines.lowerBound) }
  }

  /// Whether there is nothing to say.
  public var isEmpty: Bool { comments.isEmpty && notes.isEmpty }

  /// What has not been said yet.
  ///
  /// - Parameter texts: the comments that there are.
  /// - Returns: the rest of the review.
  public func unsaid(in texts: [String]) -> Review {
    var rest = self
    func isSaid(_ marker: ReviewMarker) -> Bool { texts.contains { $0.contains(marker.text) } }
    // A remark that is in a review's text is not said again as a comment.
    rest.comments.removeAll { isSaid($0.marker) || isSaid(ReviewMarker($0.remark.fingerprint)) }
    rest.notes.removeAll { isSaid(ReviewMarker($0.fingerprint)) }
    return rest
  }

  /// The same without comments on lines, for a service that does not take these.
  public var asText: Review {
    var text = self
    var known = Set(notes.map(\.fingerprint))
    text.notes += comments.map(\.remark).filter { known.insert($0.fingerprint).inserted }
    text.comments = []
    return text
  }

  /// The comments of one remark: suggestions, or one comment with the patch; none if no line is known.
  private static func comments(
    _ remark: ReviewRemark,
    _ change: ReviewedChange,
    _ repository: Repository,
    _ taken: inout [String: [Range<Int>]]
  ) -> [ReviewComment] {
    if let suggestions = suggestions(remark, change, repository, taken), !suggestions.isEmpty {
      for (file, lines) in suggestions { taken[file.path, default: []].append(lines.lines) }
      // The one that replaces the import tells what there is to tell.
      let main = suggestions.firstIndex { file, lines in
        file.path == remark.path && lines.lines.contains(remark.line)
      }
      let first = main ?? 0
      let order = [first] + suggestions.indices.filter { $0 != first }
      return order.enumerated().map { part, index in
        ReviewComment(
          file: suggestions[index].0,
          lines: suggestions[index].1.lines,
          remark: remark,
          form: .suggestion(text: suggestions[index].1.text, part: part + 1, count: suggestions.count)
        )
      }
    }
    guard let file = change.files[remark.path], let anchor = remark.anchor else { return [] }
    let patch = ReviewPatch.diff(of: remark.fixes, in: repository)
    return [ReviewComment(file: file, lines: anchor, remark: remark, form: .folded(patch: patch.isEmpty ? nil : patch))]
  }

  private static func suggestions(
    _ remark: ReviewRemark,
    _ change: ReviewedChange,
    _ repository: Repository,
    _ taken: [String: [Range<Int>]]
  ) -> [(ReviewedFile, SuggestedLines)]? {
    guard remark.fixes.count == 1 else { return nil }
    var result: [(ReviewedFile, SuggestedLines)] = []
    for patch in remark.fixes[0].files {
      let path = repository.path(patch.relativePath)
      guard patch.package == nil, let file = change.files[path],
        let lines = SuggestedLines.all(for: patch, in: file, besides: taken[path] ?? [])
      else { return nil }
      result += lines.map { (file, $0) }
    }
    return result
  }

  private static func summary(of cost: TouchedImports.Cost, _ graph: ImportGraph) -> String {
    let events = graph.runs.count == 1 ? "1 recorded event" : "\(graph.runs.count) recorded events"
    let time = Figures.time(nanoseconds: Double(cost.time))
    let all = Figures.time(nanoseconds: Double(graph.initializationTime))
    let memory = Figures.addition(ofMemory: cost.memory)
    let basis = "\(events), Python \(graph.interpreter.version)"
    return cost.time == 0
      ? "The imports that this change touches load nothing that is not loaded anyway (\(basis))."
      : "The imports that this change touches bring \(time)\(memory) into a start, of \(all) of initialization (\(basis))."
  }
}
