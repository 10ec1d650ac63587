public import ImportGraph

/// What recorded starts take, beside what they may.
public struct BudgetCheck: Sendable {
  /// One quantity of the start with one event.
  public struct Measure: Sendable, Hashable {
    /// The event.
    public let event: String
    /// What is counted.
    public let quantity: Budget.Quantity
    /// How much it is: nanoseconds, bytes, modules.
    public let value: Double
    /// What the limit is a multiple of, in the same unit: a bare start of the interpreter, one, or the baseline's.
    public let reference: Double?
    /// The limit; nil where there is none.
    public let limit: Budget.Limit?
    /// How far the value is sure, in the same unit; nil where it was measured but once.
    public var interval: ClosedRange<Double>?

    /// Most that is allowed, in the unit of the value; nil where nothing can be said.
    public var allowed: Double? {
      guard let limit, let reference else { return nil }
      let most = limit.factor * reference
      // There are no parts of modules; and what a product misses by its last digit is allowed.
      return quantity == .modules ? (most + 1e-6).rounded(.down) : most
    }

    /// How often the value is what the limit counts in; nil where nothing can be said.
    public var factor: Double? { reference.map { value / $0 } }

    /// Whether it is more than is allowed, and surely so where that is known.
    public var isOver: Bool { allowed.map { (interval?.lowerBound ?? value) > $0 } ?? false }
  }

  /// A limit that is not kept.
  public struct Breach: Sendable, Hashable {
    /// Which limit.
    public enum Kind: Sendable, Hashable {
      /// Too much of something; the worst of the events.
      case quantity(Measure)
      /// A library that may not be loaded.
      case forbidden(String)
      /// A library that an answer may load, and a start has.
      case eager(String)
    }

    /// Which limit.
    public let kind: Kind
    /// The events whose starts do not keep it, the worst one first.
    public let events: [String]
    /// The statements that cause it, the costliest first.
    public let imports: [AddedImport]
    /// Whether these load what the baseline does not.
    public let isNew: Bool
  }

  /// All quantities, event by event.
  public let measures: [Measure]
  /// The limits that are not kept.
  public let breaches: [Breach]
  /// What was compared with.
  public let baseline: Baseline?
  private let causes: ImportCauses

  /// Judges recorded starts.
  ///
  /// - Parameters:
  ///   - starts: what was recorded.
  ///   - budget: what is allowed.
  ///   - baseline: an earlier state of the program; nil for none.
  ///   - repeated: what further starts with some of the events took.
  ///   - isOwn: whether a file is the program's.
  public init(
    _ starts: [StartLoads],
    _ budget: Budget,
    baseline: Baseline?,
    repeated: [String: RepeatedStarts] = [:],
    isOwn: @escaping @Sendable (String) -> Bool
  ) {
    self.baseline = baseline
    measures = starts.flatMap { start in
      Budget.Quantity.allCases.map {
        Self.measure($0, of: start, budget, baseline?.start(of: start.event), repeated[start.event])
      }
    }
    let causes = ImportCauses(starts, baseline, isOwn)
    var breaches: [Breach] = []
    for quantity in Budget.Quantity.allCases {
      let over = measures.filter { $0.quantity == quantity && $0.isOver }.sorted { $0.excess > $1.excess }
      guard let worst = over.first else { continue }
      let (imports, isNew) = causes.imports(raising: quantity, of: worst.event)
      breaches.append(
        Breach(kind: .quantity(worst), events: over.map(\.event), imports: imports, isNew: isNew)
      )
    }
    breaches += Self.libraries(starts.map { ($0.event, budget.limits(of: $0.event).forbidden ?? []) }) { event, name in
      causes.imports(loading: name, of: event, [.beforeProgram, .start, .answer])
    }
    .map { Breach(kind: .forbidden($0.name), events: $0.events, imports: $0.imports, isNew: $0.isNew) }
    breaches += Self.libraries(starts.map { ($0.event, budget.limits(of: $0.event).lazy ?? []) }) { event, name in
      causes.imports(loading: name, of: event, [.beforeProgram, .start])
    }
    .map { Breach(kind: .eager($0.name), events: $0.events, imports: $0.imports, isNew: $0.isNew) }
    self.breaches = breaches
    self.causes = causes
  }

  /// The statements that let a quantity of the start with an event grow, the costliest first; new since the baseline, if any are.
  public func imports(raising quantity: Budget.Quantity, of event: String) -> (imports: [AddedImport], isNew: Bool) {
    causes.imports(raising: quantity, of: event)
  }

  private static func measure(
    _ quantity: Budget.Quantity,
    of start: StartLoads,
    _ budget: Budget,
    _ earlier: Baseline.Start?,
    _ repeated: RepeatedStarts?
  ) -> Measure {
    let limit = budget.limits(of: start.event)[quantity]
    let interpreter = Double(start.interpreterTime)
    let (value, unit, before): (Double, Double, Double?) =
      switch quantity {
      case .initialization:
        // Another machine starts an interpreter in another time, and the program as well.
        (
          repeated.map { $0.median * interpreter } ?? Double(start.initializationTime), interpreter,
          earlier.map { Double($0.initializationTime) / max(Double($0.interpreterTime), 1) * interpreter }
        )
      case .memory: (Double(start.memory), 1, earlier.map { Double($0.memory) })
      case .modules: (Double(start.initialModules.count), 1, earlier.map { Double($0.modules.count) })
      }
    let reference = limit?.needsBaseline ?? (before != nil) ? before : unit
    var measure = Measure(
      event: start.event,
      quantity: quantity,
      value: value,
      reference: reference.flatMap { $0 > 0 ? $0 : nil },
      limit: limit
    )
    if quantity == .initialization, let repeated {
      measure.interval = repeated.lower * interpreter...repeated.upper * interpreter
    }
    return measure
  }

  /// The names of lists that are loaded after all, each once with the events and the statements of the first.
  private static func libraries(
    _ lists: [(event: String, names: [String])],
    _ imports: (_ event: String, _ name: String) -> (imports: [AddedImport], isNew: Bool)?
  ) -> [(name: String, events: [String], imports: [AddedImport], isNew: Bool)] {
    var found: [(name: String, events: [String], imports: [AddedImport], isNew: Bool)] = []
    for (event, names) in lists {
      for name in names {
        guard let cause = imports(event, name) else { continue }
        if let index = found.firstIndex(where: { $0.name == name }) {
          if !found[index].events.contains(event) { found[index].events.append(event) }
        } else {
          found.append((name, [event], cause.imports, cause.isNew))
        }
      }
    }
    return found
  }
}

extension Budget.Limit {
  /// The multiple that is allowed.
  public var factor: Double {
    switch self {
    case .absolute(let factor), .ofBaseline(let factor): factor
    }
  }
}

extension BudgetCheck.Measure {
  /// How often the value is what is allowed.
  fileprivate var excess: Double { allowed.map { value / max($0, .leastNonzeroMagnitude) } ?? 0 }
}
