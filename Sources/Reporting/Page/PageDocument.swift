/// All that the page shows; its script reads these names.
///
/// Times are whole microseconds.
struct PageDocument: Encodable {
  let title: String, python: String
  let isCommand: Bool
  let summary: PageSummary
  let findings: [PageFinding]
  let remark: String?
  let remarks: [String]
  let plan: PagePlan
  let modules: PageModules
  let charts: PageCharts
  let timeline: [PageRun]
}

/// Nanoseconds as the microseconds of the page.
func microseconds(_ nanoseconds: Double) -> Int { Int((nanoseconds / 1_000).rounded()) }

/// Nanoseconds as the microseconds of the page.
func microseconds(_ nanoseconds: UInt64) -> Int { Int(clamping: (nanoseconds + 500) / 1_000) }
