public import Launching
public import Recording
internal import Verification

/// Runs a program under the agent and returns what it showed.
public struct Profile {
  private let job: Job
  private let samplingRate: Int
  /// Starts per event that are timed; nil for as many as usual.
  public var timedRuns: Int?
  /// Whether a start of its own looks for what loads change, as a plan needs to know.
  public var observesEffects = true

  /// Prepares to profile a program.
  ///
  /// - Parameters:
  ///   - job: what the user asked for.
  ///   - samplingRate: samples of every thread per second; 0 for none.
  public init(_ job: Job, samplingRate: Int = Recorder.usualSamplingRate) {
    self.job = job
    self.samplingRate = samplingRate
  }

  /// Runs every event in a fresh process.
  public func run(progress: (Activity) -> Void) throws(WorkflowError) -> Recording {
    do {
      var recorder = try Recorder(start: job.start, scratch: job.scratch.path)
      recorder.samplingRate = samplingRate
      if let timedRuns { recorder.timedRuns = timedRuns }
      recorder.observesEffects = observesEffects
      return try recorder.record(events: job.events, progress: progress)
    } catch {
      throw .recording(error)
    }
  }
}
