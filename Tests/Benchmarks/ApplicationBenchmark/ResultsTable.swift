import Foundation

/// The results as a page.
struct ResultsTable {
  private let results: [ApplicationResult]

  init(_ results: [ApplicationResult]) {
    self.results = results
  }

  var text: String {
    """
    # Seventeen applications

    What `make bench` measured on \(date), on \(ProcessInfo.processInfo.processorCount) processors, at commit `\(commit)`. Every figure is
    the median of fresh processes, the original and the other in turn, with the application's usual event and a warm page cache;
    in brackets the 95 % interval of the ratio. *init* is the time from the start of the process until the function can answer,
    *first response* that until it has answered. The paper's columns are what LibProf (2024) reports for its application of the same kind,
    on a cloud platform.

    ## Init, times as fast
    \(table(of: { $0.initialization }, paper: \.initialization))

    ## Init and first response, times as fast
    \(table(of: { $0.coldStart }, paper: \.endToEnd))

    ## Peak memory, times as small
    \(table(of: { $0.memory }, paper: \.memory))

    ## Answers
    \(answers)

    ## Effort
    \(effort)

    """
  }

  private static let ways = [Title.app, Title.all, Title.lazyLoader, Title.lazyImports, Title.all315]

  private var date: String { Date().formatted(.iso8601.year().month().day()) }

  private var commit: String { ProcessInfo.processInfo.environment["LIBPROF_COMMIT"] ?? "unknown" }

  private func table(
    of figure: (Measurement) -> Measurement.Figure?,
    paper: KeyPath<Application.Gains, Double>
  ) -> String {
    var lines = ["| application | original | " + Self.ways.joined(separator: " | ") + " | the paper |"]
    lines.append("|---|" + String(repeating: "---:|", count: Self.ways.count + 2))
    for result in results {
      let original =
        result.measurements[Title.all] ?? result.measurements[Title.app] ?? result.measurements[Title.lazyLoader]
      var cells = [result.name, original.flatMap(figure).map { Self.amount($0.before) } ?? "–"]
      for way in Self.ways {
        guard let measured = result.measurements[way], let value = figure(measured) else {
          cells.append(result.failures[way] == nil ? "–" : Self.short(result.failures[way] ?? ""))
          continue
        }
        let interval = value.lower.flatMap { lower in
          value.upper.map { String(format: " (%.2f–%.2f)", 1 / $0, 1 / lower) }
        }
        cells.append(
          String(format: "%.2f×", value.gain) + (interval ?? "") + (measured.differences.isEmpty ? "" : " **breaks**")
        )
      }
      let application = Application.all.first { $0.name == result.name }
      cells.append(application.map { String(format: "%.2f×", $0.paper[keyPath: paper]) } ?? "–")
      lines.append("| " + cells.joined(separator: " | ") + " |")
    }
    var means = ["**geometric mean**", ""]
    for way in Self.ways {
      // What breaks the program gains nothing; where nothing is changed, the factor is 1.
      let gains = results.compactMap { result -> Double? in
        guard let measured = result.measurements[way] else {
          return result.failures[way] == "nothing to change" ? 1 : nil
        }
        return measured.differences.isEmpty ? figure(measured)?.gain : 1
      }
      means.append(gains.isEmpty ? "–" : String(format: "**%.2f×** (n = %d)", Self.geometricMean(gains), gains.count))
    }
    let gains = results.compactMap { result in Application.all.first { $0.name == result.name }?.paper[keyPath: paper] }
    means.append(String(format: "**%.2f×**", Self.geometricMean(gains)))
    lines.append("| " + means.joined(separator: " | ") + " |")
    return lines.joined(separator: "\n")
  }

  private var answers: String {
    var lines: [String] = []
    for way in Self.ways {
      let tried = results.filter { $0.measurements[way] != nil }
      let broken = tried.filter { $0.measurements[way]?.differences.isEmpty == false }
      guard !tried.isEmpty else { continue }
      lines.append("- `\(way)`: equal on \(tried.count - broken.count) of \(tried.count) applications.")
      for result in broken {
        lines.append("  - \(result.name): \(Self.short(result.measurements[way]?.differences.first ?? ""))")
      }
    }
    return lines.joined(separator: "\n")
  }

  private var effort: String {
    let times = results.compactMap { $0.measurements[Title.all]?.effort }.sorted()
    let shares = results.compactMap { $0.measurements[Title.all]?.shareOfBound }.sorted()
    guard !times.isEmpty else { return "" }
    var text = String(
      format: "`libprof fix --scope all`, profiling and proof included: median %.0f s, longest %.0f s.",
      times[times.count / 2],
      times[times.count - 1]
    )
    if !shares.isEmpty {
      text += String(
        format: " Of what the must-load bound allows, it saves %.0f %% in the median.",
        shares[shares.count / 2] * 100
      )
    }
    return text
  }

  static func geometricMean(_ values: [Double]) -> Double {
    exp(values.map(log).reduce(0, +) / Double(max(values.count, 1)))
  }

  /// Seconds or bytes, told apart by their size.
  private static func amount(_ value: Double) -> String {
    value > 1_000 ? String(format: "%.0f MiB", value / 1_048_576) : String(format: "%.0f ms", value * 1_000)
  }

  private static func short(_ text: String) -> String {
    let line = text.split(separator: "\n").last.map(String.init) ?? text
    return line.replacing("|", with: "¦").prefix(100) + (line.count > 100 ? "…" : "")
  }
}
