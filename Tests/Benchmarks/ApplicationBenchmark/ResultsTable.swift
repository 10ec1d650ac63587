import Foundation

/// The results as a page.
struct ResultsTable {
  private let results: [ApplicationResult]

  init(_ results: [ApplicationResult]) {
    self.results = results
  }

  /// A column: a way with a version of Python.
  struct Column {
    let title: String, release: String

    /// What it is called: the version is named where it is not the usual one.
    var heading: String { release == Release.own ? title : "\(title) (\(release))" }

    static let all = [
      Column(title: Title.app, release: Release.own), Column(title: Title.all, release: Release.own),
      Column(title: Title.lazyLoader, release: Release.own), Column(title: Title.lambdaTrim, release: Release.trim),
      Column(title: Title.all, release: Release.peers), Column(title: Title.lazyImports, release: Release.peers),
      Column(title: Title.importcost, release: Release.peers), Column(title: Title.pep810, release: Release.peers),
    ]
  }

  var text: String {
    let parts = [
      introduction,
      section(.initialization, unit: "times as fast"),
      section(.coldStart, unit: "times as fast"),
      section(.memory, unit: "times as small"),
      section(.modules, unit: "times as few"),
      cold,
      answers,
      effort,
      comparison,
      versions,
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  // MARK: Parts

  private var introduction: String {
    let groups = results.flatMap(\.groups)
    let dates = Set(groups.map(\.date)).sorted(), commits = Set(groups.map(\.commit)).sorted()
    let counts = groups.map(\.original.samples.count)
    return """
      # Seventeen applications

      Measured by `make bench` \(dates.count > 1 ? "from \(dates[0]) to \(dates[dates.count - 1])" : "on \(dates.first ?? "–")"), at \
      commit \(commits.map { "`\($0)`" }.joined(separator: ", ")), on \(Machine.description). Each figure compares medians of \
      \(counts.min().map { "\($0)" } ?? "no")\(counts.max() == counts.min() ? "" : " to \(counts.max() ?? 0)") fresh processes, the \
      original and all ways in turn, with the usual event and a warm page cache; in brackets is the 95 % interval of the \
      ratio, round by round. *Init* is the time from the start of the process until the function can answer, *first response* that \
      until it has answered. *Bound* is what libprof predicts if nothing but what the answer needs were loaded, before \
      the answer or during it: *init* alone can be shorter, where what is needed comes later. “breaks” \
      stands where an event is answered otherwise than by the original, or not at all: such a way counts as 1 in the means, as does \
      one that comes to no result. The paper's columns are what LibProf (2024, table 2) reports of its application of the same \
      kind, on a cloud platform.
      """
  }

  private func section(_ figure: Figure, unit: String) -> String {
    let heading = "## \(figure.title), \(unit)\n\n"
    let columns = Column.all.filter { column in results.contains { way(column, $0) != nil } }
    let titles =
      ["application", "original", "bound"] + columns.map(\.heading) + (figure.paper == nil ? [] : ["the paper"])
    var rows = results.map { result in row(result, columns, figure) }
    var means = ["**geometric mean**", ""]
    means.append(mean(results.compactMap { boundGain($0, figure)?.factor }))
    means += columns.map { column in mean(results.compactMap { factor(column, $0, figure) }) }
    if let paper = figure.paper {
      means.append(mean(results.compactMap { application($0).map { paper($0.paper) } }))
    }
    rows.append(means)
    return heading + Self.table(titles, rows)
  }

  private func row(_ result: ApplicationResult, _ columns: [Column], _ figure: Figure) -> [String] {
    let original = result.group(Release.own) ?? result.groups.first
    let amount = original.flatMap { GroupResult.gain(from: $0.original.samples, to: $0.original.samples, in: figure) }
    var cells = [result.name, amount.map { Self.amount($0.before, figure) } ?? "–"]
    cells.append(boundGain(result, figure).map { Self.times($0.factor) } ?? "–")
    cells += columns.map { cell($0, result, figure) }
    if let paper = figure.paper { cells.append(application(result).map { Self.times(paper($0.paper)) } ?? "–") }
    return cells
  }

  private func cell(_ column: Column, _ result: ApplicationResult, _ figure: Figure, isCold: Bool = false) -> String {
    guard let (group, way) = way(column, result) else { return "–" }
    if way.failure != nil { return way.differences.isEmpty ? "no result" : "breaks" }
    if way.unchanged != nil { return "unchanged" }
    guard let gain = group.gain(of: way, in: figure, isCold: isCold) else { return "–" }
    let interval = gain.interval.map { " (\(Self.number($0.lowerBound))–\(Self.number($0.upperBound)))" } ?? ""
    return Self.times(gain.factor) + interval + (way.differences.isEmpty ? "" : ", breaks")
  }

  private var cold: String {
    let measured = results.filter { $0.groups.contains { !$0.original.coldSamples.isEmpty } }
    guard !measured.isEmpty else { return "" }
    let columns = Column.all.filter { column in
      measured.contains { way(column, $0)?.way.coldSamples.isEmpty == false }
    }
    let counts = measured.flatMap(\.groups).map(\.original.coldSamples.count).filter { $0 > 0 }
    let rows = measured.map { result in
      let original = result.group(Release.own) ?? result.groups[0]
      let gain = GroupResult.gain(
        from: original.original.coldSamples,
        to: original.original.coldSamples,
        in: .coldStart
      )
      return [result.name, gain.map { Self.amount($0.before, .coldStart) } ?? "–"]
        + columns.map { cell($0, result, .coldStart, isCold: true) }
    }
    return "## Init and first response with the files on the disk, times as fast\n\n"
      + "The system forgets the files of program and environment before each start; \(counts.min() ?? 0) rounds.\n\n"
      + Self.table(["application", "original"] + columns.map(\.heading), rows)
  }

  private var answers: String {
    var lines = ["## Answers", ""]
    for column in Column.all {
      let tried = results.compactMap { result in way(column, result).map { (result, $0.way) } }
      guard !tried.isEmpty else { continue }
      let silent = tried.filter { $0.1.failure != nil && $0.1.differences.isEmpty }
      let broken = tried.filter { !$0.1.differences.isEmpty }
      let equal = tried.count - silent.count - broken.count
      lines.append("- `\(column.heading)`: every event answered the same on \(equal) of \(tried.count) applications.")
      for (result, way) in broken {
        lines.append("  - \(result.name): \(Self.inline(way.differences.joined(separator: "; ")))")
      }
      for (result, way) in silent { lines.append("  - \(result.name), no result: \(Self.inline(way.failure ?? ""))") }
      for (result, way) in tried where way.failure == nil && way.differences.isEmpty {
        if let remark = way.unchanged ?? way.remark { lines.append("  - \(result.name): \(Self.inline(remark))") }
      }
    }
    return lines.joined(separator: "\n")
  }

  private var effort: String {
    let rows = Column.all.compactMap { column -> [String]? in
      let times = results.compactMap { way(column, $0)?.way.effort }.sorted()
      guard let longest = times.last else { return nil }
      return [
        column.heading, Self.seconds(times[times.count / 2]), Self.seconds(longest), "\(times.count)",
      ]
    }
    guard !rows.isEmpty else { return "" }
    return "## How long the tools take\n\nFrom the command to the result, profiling and proof included.\n\n"
      + Self.table(["tool", "median", "longest", "applications"], rows)
  }

  /// What the targets speak of beside the tables.
  private var comparison: String {
    var lines: [String] = []
    let shares = results.compactMap { result in
      result.group(Release.own).flatMap { group in group.way(Title.all).flatMap(group.shareOfBound) }
    }.sorted()
    if !shares.isEmpty {
      let median = (shares[(shares.count - 1) / 2] + shares[shares.count / 2]) / 2
      lines.append(
        String(
          format:
            "- `%@` saves %.0f %% of what the bound allows from start to first response, in the median of %d applications.",
          Title.all,
          median * 100,
          shares.count
        )
      )
    }
    let against = results.compactMap { result -> Double? in
      guard let group = result.group(Release.peers), let ours = group.way(Title.all),
        let theirs = group.way(Title.lazyImports)
      else { return nil }
      // What breaks an application is replaced by the original.
      func samples(_ way: WayResult) -> [Sample] {
        way.isStarted && way.differences.isEmpty ? way.samples : group.original.samples
      }
      return GroupResult.gain(from: samples(theirs), to: samples(ours), in: .coldStart)?.factor
    }
    if !against.isEmpty {
      lines.append(
        "- On Python \(Release.peers), `\(Title.all)` is \(Self.times(Self.geometricMean(against))) as fast from start to first "
          + "response as `\(Title.lazyImports)` (geometric mean of \(against.count); where that breaks, the original counts)."
      )
    }
    let trims = results.compactMap { result -> Double? in
      guard let theirs = result.group(Release.trim)?.way(Title.lambdaTrim)?.effort,
        let ours = result.group(Release.own)?.way(Title.all)?.effort
      else { return nil }
      return theirs / ours
    }
    if !trims.isEmpty {
      lines.append(
        "- `\(Title.lambdaTrim)` takes \(Self.times(Self.geometricMean(trims))) as long as `\(Title.all)`, or is ended before "
          + "(geometric mean of \(trims.count))."
      )
    }
    return lines.isEmpty ? "" : "## Side by side\n\n" + lines.joined(separator: "\n")
  }

  private var versions: String {
    let pythons = Set(results.flatMap(\.groups).map { "\($0.python) (\(Self.requirements($0.release)))" }).sorted()
    return
      "## Versions\n\nCPython \(pythons.joined(separator: ", ")); the packages are those of the files in each application's "
      + "folder, the tools those of `peers`."
  }

  private static func requirements(_ release: String) -> String {
    release == Release.own ? "`requirements.txt`" : "`requirements-\(release).txt`, where there is one"
  }

  // MARK: Figures

  private func way(_ column: Column, _ result: ApplicationResult) -> (group: GroupResult, way: WayResult)? {
    guard let group = result.group(column.release), let way = group.way(column.title) else { return nil }
    return (group, way)
  }

  private func boundGain(_ result: ApplicationResult, _ figure: Figure) -> GroupResult.Gain? {
    guard let group = result.group(Release.own), let bound = group.boundSamples else { return nil }
    return GroupResult.gain(from: group.original.samples, to: bound, in: figure)
  }

  /// What breaks the program gains nothing, nor does what comes to no result or leaves it as it is.
  private func factor(_ column: Column, _ result: ApplicationResult, _ figure: Figure) -> Double? {
    guard let (group, way) = way(column, result) else { return nil }
    guard way.isStarted, way.differences.isEmpty else { return 1 }
    return group.gain(of: way, in: figure)?.factor
  }

  private func application(_ result: ApplicationResult) -> Application? {
    Application.all.first { $0.name == result.name }
  }

  private func mean(_ factors: [Double]) -> String {
    factors.isEmpty ? "–" : "**\(Self.times(Self.geometricMean(factors)))** (\(factors.count))"
  }

  static func geometricMean(_ values: [Double]) -> Double {
    exp(values.map(log).reduce(0, +) / Double(max(values.count, 1)))
  }

  // MARK: Text

  private static func table(_ titles: [String], _ rows: [[String]]) -> String {
    let head = "| \(titles.joined(separator: " | ")) |\n|---|" + String(repeating: "---:|", count: titles.count - 1)
    return ([head] + rows.map { "| \($0.joined(separator: " | ")) |" }).joined(separator: "\n")
  }

  private static func number(_ value: Double) -> String { String(format: "%.2f", value) }

  private static func times(_ value: Double) -> String { String(format: "%.2f×", value) }

  private static func seconds(_ value: Double) -> String { String(format: value < 10 ? "%.1f s" : "%.0f s", value) }

  private static func amount(_ value: Double, _ figure: Figure) -> String {
    switch figure.title {
    case Figure.memory.title: String(format: "%.0f MiB", value / 1_048_576)
    case Figure.modules.title: String(format: "%.0f", value)
    default: String(format: "%.0f ms", value * 1_000)
    }
  }

  private static func inline(_ text: String) -> String {
    let line = text.replacing("\n", with: " ").replacing("`", with: "'")
    return line.count > 200 ? line.prefix(200) + " …" : line
  }
}

/// The machine that measures.
enum Machine {
  /// Its processors, memory and system.
  static var description: String {
    let memory = Double(ProcessInfo.processInfo.physicalMemory) / 1_073_741_824
    let model = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))
      .flatMap { $0.split(separator: "\n").first { $0.hasPrefix("model name") } }?
      .split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
    let system = (try? String(contentsOfFile: "/etc/os-release", encoding: .utf8))
      .flatMap { $0.split(separator: "\n").first { $0.hasPrefix("PRETTY_NAME=") } }?
      .dropFirst("PRETTY_NAME=".count).replacing("\"", with: "")
    return
      "\(ProcessInfo.processInfo.processorCount) processors (\(model ?? "unknown")), \(String(format: "%.0f", memory)) GiB, "
      + (system ?? "Linux")
  }
}
