public import Advice
internal import ImportGraph
public import Launching
public import Recording
public import Reporting
internal import Verification

/// Judges recorded starts by a budget, and says which import statements are to blame and who wrote them.
public struct Check {
  /// What the starts took: what a baseline keeps of them.
  public let current: Baseline
  private let recording: Recording
  private let project: Project
  private let starts: [StartLoads]

  /// Reads the starts out of a recording.
  public init(_ recording: Recording) {
    self.recording = recording
    project = Project(of: recording, cache: .standard)
    starts = StartLoads.all(of: recording, in: project)
    current = Baseline(origin: "the recording", python: recording.interpreter.version, of: starts)
  }

  /// Judges the starts.
  ///
  /// - Parameters:
  ///   - budget: what is allowed.
  ///   - baseline: an earlier state; nil for none.
  ///   - repeated: what further starts with some of the events took.
  ///   - base: what starting the program in turn with an earlier revision showed; nil if that was not done.
  ///   - drift: how far the mix of events has moved; nil if that was not asked for.
  /// - Returns: what is wrong, with its causes.
  public func judge(
    by budget: Budget,
    baseline: Baseline?,
    repeated: [String: RepeatedStarts] = [:],
    base: CheckResult.Base?,
    drift: WorkloadDrift?
  ) -> CheckResult {
    let project = project
    var result = CheckResult(
      recording,
      BudgetCheck(starts, budget, baseline: baseline, repeated: repeated) { project.isOwn($0) }
    )
    (result.base, result.drift) = (base, drift)
    result.origins = ImportOrigins(project).origins(of: result.imports)
    return result
  }

  /// Starts the program again with the events whose initialization takes too long: one recording alone may have been disturbed.
  ///
  /// - Returns: what these starts took; nothing for a command, whose initialization only a recording tells.
  /// - Throws: `GateError.recording` if the program fails.
  public func repeated(
    _ job: Job,
    by budget: Budget,
    baseline: Baseline?,
    progress: (Activity) -> Void
  ) throws(GateError) -> [String: RepeatedStarts] {
    guard !job.start.entry.isCommand else { return [:] }
    let check = BudgetCheck(starts, budget, baseline: baseline) { _ in false }
    let series = StartSeries(start: job.start, scratch: job.scratch.path)
    var repeated: [String: RepeatedStarts] = [:]
    for measure in check.measures where measure.quantity == .initialization && measure.isOver {
      guard let start = starts.first(where: { $0.event == measure.event }), let allowed = measure.allowed else {
        continue
      }
      progress(Activity("starting \(measure.event) again, for it takes longer than allowed"))
      do {
        let found = try series.run(
          job.events.first { $0.name == measure.event },
          environmentTime: Double(start.environmentTime) / 1e9,
          limit: allowed / Double(max(start.interpreterTime, 1))
        )
        guard let (summary, interval) = found else { continue }
        repeated[measure.event] = RepeatedStarts(
          median: summary.median,
          lower: interval.lower,
          upper: interval.upper,
          count: summary.count
        )
      } catch {
        throw .recording(error)
      }
    }
    return repeated
  }

  /// What is said beside the judgement, a sentence each: what does not fit the recording, and so is not judged.
  public func remarks(on budget: Budget, beside baseline: Baseline?) -> [String] {
    let known = starts.map(\.event)
    var remarks = budget.events.keys.filter { !known.contains($0) }.sorted().map { event in
      "[tool.libprof.budget.events.\"\(event)\"] is about an event that was not recorded. There are: "
        + "\(known.joined(separator: ", "))."
    }
    guard let baseline else { return remarks }
    remarks += known.filter { baseline.start(of: $0) == nil }.map { event in
      "\(event) is not in \(baseline.origin): limits that are shares of it say nothing of this event. Write it again with "
        + "`libprof check --update`."
    }
    let python = recording.interpreter.version
    if baseline.python != python {
      remarks.append("\(baseline.origin) was recorded with Python \(baseline.python), and this is \(python).")
    }
    return remarks
  }

  /// The mix of events, beside the one in which they were recorded.
  ///
  /// - Parameters:
  ///   - counts: how often each event occurs today; nil to take the weights of this recording for that.
  ///   - origin: where the counts come from.
  ///   - baseline: what this recording's weights are compared with if there are no counts.
  ///   - limit: which change is tolerated.
  /// - Returns: nil if there is nothing to compare.
  public func drift(
    to counts: [String: Double]?,
    from origin: String,
    baseline: Baseline?,
    limit: Double
  ) -> WorkloadDrift? {
    let own = Dictionary(starts.map { ($0.event, $0.share) }, uniquingKeysWith: +)
    if let counts { return WorkloadDrift(from: own, to: counts, limit: limit, origin: origin) }
    return baseline.map { baseline in
      let earlier = Dictionary(baseline.starts.map { ($0.event, $0.share) }, uniquingKeysWith: +)
      return WorkloadDrift(from: earlier, to: own, limit: limit, origin: "the recording's weights")
    }
  }
}

extension Budget {
  /// Whether anything is asked of times.
  public var limitsTimes: Bool { limits.initialization != nil || events.values.contains { $0.initialization != nil } }

  /// How often what it took at another revision a start may take; as often as that if nothing else is said.
  public func allowedGrowth(of event: String) -> Double {
    if case .ofBaseline(let factor) = limits(of: event).initialization { return factor }
    return 1
  }

  /// The first setting that is a share of a baseline, and the line it stands on; nil if there is none.
  public func relativeSetting(in folder: String) -> (name: String, line: Int)? {
    let tables =
      [(path: [String](), limits: limits)] + events.sorted { $0.key < $1.key }.map { (["events", $0.key], $0.value) }
    for (path, limits) in tables {
      for quantity in Quantity.allCases where limits[quantity]?.needsBaseline == true {
        return (quantity.rawValue, Self.line(of: path + [quantity.rawValue], in: folder))
      }
    }
    return nil
  }
}
