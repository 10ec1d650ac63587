internal import Launching
internal import Recording

/// What the unchanged program answers, and which parts of that vary by themselves.
struct Answers {
  /// What is not compared, because the unchanged program does not repeat it.
  let unstable: [String]
  private let baseline: Started
  private let responses: ResponseOracle
  private let outputs: OutputOracle

  init(baseline: [Started], _ ignored: [JSONPath], _ ignoredOutput: [IgnoredOutput] = []) {
    self.baseline = baseline[0]
    let varying = ResponseOracle.unstablePaths(among: baseline.compactMap(\.result.response))
    responses = ResponseOracle(ignoring: ignored + varying)
    outputs = OutputOracle.stable(
      among: baseline.map { OutputOracle.Run($0.result.outcome, in: $0.folder) },
      ignoring: ignoredOutput
    )
    var unstable = varying.map(\.description)
    if baseline[0].result.response == nil {
      if !outputs.comparesStandardOutput { unstable.append("standard output") }
      if !outputs.comparesStandardError { unstable.append("standard error") }
    }
    self.unstable = unstable
  }

  /// The first difference of an answer from the unchanged program's, as a sentence.
  func difference(from other: Started) -> String? {
    if let expected = baseline.result.response, let actual = other.result.response {
      return responses.firstDifference(expected: expected, actual: actual)?.description
    }
    let expected = OutputOracle.Run(baseline.result.outcome, in: baseline.folder)
    let actual = OutputOracle.Run(other.result.outcome, in: other.folder)
    return outputs.firstDifference(expected: expected, actual: actual)?.description
  }
}
