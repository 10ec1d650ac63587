// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "libprof",
  products: [
    .executable(name: "libprof", targets: ["libprof"]),
    .library(name: "prof-agent", type: .dynamic, targets: ["Agent"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // MARK: Inside the program

    /// Lets Swift see `Python.h` under the limited API; headers only, never linked.
    .systemLibrary(name: "CPython", pkgConfig: "python3", providers: [.apt(["libpython3-dev"])]),
    /// Defines, once for both sides, the records of the event log and the agent's C interface.
    .target(name: "EventLayout"),
    /// Gives Embedded Swift the few libc things it cannot spell.
    .target(name: "AgentShims"),
    /// Notes inside the interpreter what is loaded, by whom, at what cost, and what runs first when.
    .target(
      name: "Agent",
      dependencies: ["CPython", "EventLayout", "AgentShims"],
      exclude: ["exports.map"],
      swiftSettings: [.enableExperimentalFeature("Embedded"), .unsafeFlags(["-wmo"])],
      linkerSettings: [
        .unsafeFlags([
          "-Xlinker", "--version-script=\(Context.packageDirectory)/Sources/Agent/exports.map",
          "-Xlinker", "-z", "-Xlinker", "lazy",
        ])
      ]
    ),

    // MARK: Source text

    /// Knows text without knowing Python: offsets, lines, edits, how far they may be trusted, unified diffs.
    .target(name: "SourceText"),
    /// Lets Swift see Debian's tree-sitter runtime.
    .systemLibrary(name: "CTreeSitter", pkgConfig: "tree-sitter", providers: [.apt(["libtree-sitter-dev"])]),
    /// Compiles the Python grammar that `Grammars/fetch` brought.
    .target(
      name: "TreeSitterPython",
      cSettings: [.headerSearchPath("../../Grammars/python"), .unsafeFlags(["-O2", "-w"])]
    ),
    /// Wraps parser, tree and node so that nothing above touches a pointer.
    .target(name: "TreeSitter", dependencies: ["CTreeSitter", "TreeSitterPython"]),
    /// Answers for one file what it imports, binds and uses, and when each use happens.
    .target(name: "PythonSyntax", dependencies: ["TreeSitter", "SourceText"]),

    // MARK: Program runs

    /// Reads an event log, whole or cut short, into typed events.
    .target(name: "EventLog", dependencies: ["EventLayout"]),
    /// Gives `Launching` the few GNU calls that Swift's Glibc module leaves out.
    .target(name: "LaunchingShims"),
    /// Starts a program in a fresh process and says how it ended and what it cost.
    .target(name: "Launching", dependencies: ["LaunchingShims"]),
    /// Gives `Sampling` the read of another process's memory and an exact sleep.
    .target(name: "SamplingShims"),
    /// Reads from outside, many times a second, which functions the threads of a program are in.
    .target(name: "Sampling", dependencies: ["SamplingShims", "EventLayout"]),
    /// Runs a program under the agent, follows its children, and returns one `Recording`.
    .target(name: "Recording", dependencies: ["Launching", "EventLog", "Sampling"]),

    // MARK: From evidence to patch

    /// Joins what ran and what is written into modules, import edges, costs, usage and the must-load bound.
    .target(name: "ImportGraph", dependencies: ["Recording", "PythonSyntax"]),
    /// Turns the graph into findings and the cheapest set of statements to change.
    .target(
      name: "Advice",
      dependencies: ["ImportGraph", "SourceText", .product(name: "TOMLKit", package: "TOMLKit")]
    ),
    /// Writes each planned change as the edit a careful maintainer would make.
    .target(name: "Rewriting", dependencies: ["Advice", "PythonSyntax", "SourceText"]),
    /// Gives `Verification` a file copy that shares blocks and keeps times to the nanosecond.
    .target(name: "VerificationShims"),
    /// Proves by paired cold starts and oracles which hunks pay and are safe, and drops the rest.
    .target(name: "Verification", dependencies: ["Rewriting", "Launching", "Recording", "VerificationShims"]),
    /// Renders findings, plan, patch and verdicts, one format per file.
    .target(
      name: "Reporting",
      dependencies: ["Recording", "Advice", "Rewriting", "Verification", "SourceText"],
      exclude: ["Schemas"],
      // In the program itself, so that it needs no folder beside it.
      resources: [
        .embedInCode("Page/Resources/page.html"), .embedInCode("Page/Resources/page.css"),
        .embedInCode("Page/Resources/elements.js"), .embedInCode("Page/Resources/summary.js"),
        .embedInCode("Page/Resources/findings.js"), .embedInCode("Page/Resources/chart.js"),
        .embedInCode("Page/Resources/modules.js"), .embedInCode("Page/Resources/timeline.js"),
        .embedInCode("Page/Resources/page.js"),
      ]
    ),
    /// Puts a proven patch on a branch of the program's repository, or into files that `git am` takes; posts reviews.
    .target(
      name: "Publishing",
      dependencies: ["Launching", "ImportGraph", "Advice", "Rewriting", "Verification", "Reporting"]
    ),

    // MARK: The tool

    /// Tells the order of the stages; the only place that knows all of them.
    .target(
      name: "Workflow",
      dependencies: [
        "Launching", "Recording", "ImportGraph", "Advice", "Rewriting", "Verification", "Reporting", "Publishing",
        .product(name: "TOMLKit", package: "TOMLKit"), .product(name: "Yams", package: "Yams"),
      ]
    ),
    /// Parses the command line, calls one workflow, prints, chooses the exit code.
    .executableTarget(
      name: "libprof",
      dependencies: [
        "Workflow", "Launching", "Recording", "ImportGraph", "Advice", "Rewriting", "Verification", "Reporting",
        "Publishing", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),

    // MARK: Tests

    /// Finds interpreters, makes scratch folders and recordings, compares golden files.
    .target(name: "TestSupport", dependencies: ["SourceText", "Launching", "Recording"], path: "Tests/TestSupport"),
    .testTarget(name: "SourceTextTests", dependencies: ["SourceText", "TestSupport"]),
    .testTarget(
      name: "PythonSyntaxTests",
      dependencies: ["PythonSyntax", "SourceText", "TestSupport"],
      exclude: ["Reference", "Corpus", "Forms"]
    ),
    .testTarget(
      name: "AdviceTests",
      dependencies: [
        "Advice", "ImportGraph", "PythonSyntax", "Recording", "Rewriting", "SourceText", "Workflow", "TestSupport",
      ],
      exclude: ["Hazards"]
    ),
    .testTarget(name: "ImportGraphTests", dependencies: ["ImportGraph", "PythonSyntax", "Recording", "TestSupport"]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["TestSupport", .product(name: "Yams", package: "Yams")],
      exclude: ["Golden", "Services"]
    ),
    /// Compiles the parts of the agent that need no interpreter once more, as ordinary Swift.
    .testTarget(
      name: "AgentTests",
      dependencies: ["AgentShims", "EventLayout", "TestSupport"],
      exclude: ["check-library"],
      // Foundation is to see the same C library as the shims.
      swiftSettings: [.unsafeFlags(["-Xcc", "-D_GNU_SOURCE"])]
    ),
    .testTarget(name: "EventLogTests", dependencies: ["EventLog", "EventLayout", "TestSupport"]),
    .testTarget(
      name: "RecordingTests",
      dependencies: ["Recording", "Launching", "EventLog", "EventLayout", "TestSupport"],
      exclude: ["Watchers"]
    ),
    .testTarget(name: "LaunchingTests", dependencies: ["Launching", "TestSupport"]),
    .testTarget(
      name: "RewritingTests",
      dependencies: ["Rewriting", "PythonSyntax", "SourceText", "TestSupport"],
      exclude: ["Examples"]
    ),
    .testTarget(
      name: "ReportingTests",
      dependencies: [
        "Reporting", "Publishing", "Recording", "ImportGraph", "Advice", "Rewriting", "Verification", "Workflow",
        "SourceText", "TestSupport",
      ],
      exclude: ["Readers", "Golden", "Findings", "Checks"]
    ),
    /// Measures the analysis of source files; `make bench` runs it.
    .executableTarget(
      name: "analysis-benchmark",
      dependencies: ["CTreeSitter", "TreeSitterPython", "PythonSyntax", "SourceText", "ImportGraph"],
      path: "Tests/Benchmarks/AnalysisBenchmark"
    ),
    /// Times starts in several ways, in turn: what the benchmarks of the agent and of the applications run.
    .executableTarget(
      name: "start-benchmark",
      dependencies: ["EventLayout", "Launching", "Sampling", "Verification"],
      path: "Tests/Benchmarks/StartBenchmark"
    ),
    /// Compares import times with those that Python reports; `make bench` runs it.
    .executableTarget(
      name: "import-benchmark",
      dependencies: ["Launching", "Recording"],
      path: "Tests/Benchmarks/ImportBenchmark"
    ),
    /// Measures the applications before and after, and beside what users would pick instead; `make bench` runs it.
    .executableTarget(
      name: "application-benchmark",
      dependencies: [
        "Launching", "Recording", "Verification",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Tests/Benchmarks/ApplicationBenchmark"
    ),
    .testTarget(name: "WorkflowTests", dependencies: ["Workflow", "Advice", "Recording", "SourceText", "TestSupport"]),
    .testTarget(name: "PublishingTests", dependencies: ["Publishing", "Reporting", "TestSupport"]),
    .testTarget(name: "VerificationTests", dependencies: ["Verification", "Launching", "Recording", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)

/// The analysis is safe code; only the targets that touch raw memory go without the compiler's proof of it.
let unsafeTargets: Set = ["Agent", "TreeSitter", "EventLog", "Launching", "Sampling", "analysis-benchmark"]
let foreignTargets: Set = [
  "CPython", "CTreeSitter", "TreeSitterPython", "EventLayout", "AgentShims", "LaunchingShims", "VerificationShims",
  "SamplingShims",
]

for target in package.targets where !foreignTargets.contains(target.name) {
  var settings = target.swiftSettings ?? []
  settings += [.treatAllWarnings(as: .error), .enableUpcomingFeature("MemberImportVisibility")]
  if target.name != "Agent" {
    settings += [.enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault")]
  }
  if !unsafeTargets.contains(target.name), target.type != .test, target.name != "TestSupport" {
    settings += [.strictMemorySafety()]
  }
  target.swiftSettings = settings
}
