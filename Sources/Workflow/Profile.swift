public import Recording
internal import Verification

/// Runs a program under the agent and returns what it showed.
public struct Profile {
  private let job: Job

  /// Prepares to profile a program.
  public init(_ job: Job) {
    self.job = job
  }

  /// Runs every event in a fresh process.
  public func run(progress: (String) -> Void) throws(WorkflowError) -> Recording {
    do {
      return try Recorder(start: job.start, scratch: job.scratch.path).record(events: job.events, progress: progress)
    } catch {
      throw .recording(error)
    }
  }
}
