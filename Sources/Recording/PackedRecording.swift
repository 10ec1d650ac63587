/// A recording whose names stand once in a table, and whose many small records are rows of numbers.
///
/// A later libprof may make rows longer and remark on more: what is not known is passed over.
struct PackedRecording: Codable {
  var interpreter: Interpreter
  var program: RecordedProgram
  var strings: [String]
  var runs: [PackedRun]

  struct PackedRun: Codable {
    var event: String
    var weight: Double
    var processes: [PackedProcess]
  }

  struct PackedProcess: Codable {
    var identifier: Int32
    var parent: Int32
    var isCut: Bool
    var phases: [Phase]
    /// name, file, kind, succeeded, parent, site file, site line, phase, then the eight figures.
    var loads: [[Int64]]
    /// site file, site line, load, target, names joined by commas, phase, whether it is lazy.
    var imports: [[Int]]
    /// file, line, name, load, phase.
    var calls: [[Int]]
    /// file, phase, whether in loads, then the lines, each as its distance from the one before; absent where they are not known.
    var lines: [[Int]]?
    /// Names; absent where nobody watched for effects.
    var observedModules: [Int]?
    /// module, kind, change, subject, detail.
    var effects: [[Int]]?
    /// By their names.
    var remarks: [String]?
    /// Absent in recordings that were made without samples.
    var samples: PackedSamples?
  }

  struct PackedSamples: Codable {
    /// parent, file, line, name.
    var nodes: [[Int]]
    /// node, phase, thread, count, time, running time.
    var weights: [[Int64]]
    var starts: Int
    var discarded: Int
    var problem: String?
  }

  private static let kinds: [ModuleLoad.Kind] = [
    .other, .source, .cachedBytecode, .extensionModule, .builtIn, .frozen, .namespace, .zip,
  ]

  init(_ recording: Recording) {
    var table = StringTable()
    interpreter = recording.interpreter
    program = recording.program
    runs = recording.runs.map { run in
      PackedRun(event: run.event, weight: run.weight, processes: run.processes.map { Self.pack($0, &table) })
    }
    strings = table.strings
  }

  private static func pack(_ process: ProcessRecord, _ table: inout StringTable) -> PackedProcess {
    var packed = PackedProcess(
      identifier: process.identifier,
      parent: process.parent,
      isCut: process.isCut,
      phases: process.phases,
      loads: [],
      imports: [],
      calls: []
    )
    packed.remarks = process.remarks.isEmpty ? nil : process.remarks.map(\.rawValue)
    for load in process.loads {
      let names = [table.number(load.name), table.number(load.file), kinds.firstIndex(of: load.kind) ?? 0]
      let places = [
        load.succeeded ? 1 : 0, load.parent ?? -1, table.number(load.site?.file), load.site?.line ?? 0, load.phase,
      ]
      let figures = [
        Int64(load.selfTime), Int64(load.inclusiveTime), Int64(load.selfCPU), Int64(load.inclusiveCPU), load.selfMemory,
        load.inclusiveMemory,
      ]
      packed.loads.append((names + places).map(Int64.init) + figures)
    }
    for statement in process.imports {
      packed.imports.append([
        table.number(statement.site?.file), statement.site?.line ?? 0, statement.load ?? -1,
        table.number(statement.target), table.number(statement.names.joined(separator: ",")), statement.phase,
        statement.isLazy ? 1 : 0,
      ])
    }
    for call in process.calls {
      packed.calls.append([
        table.number(call.site.file), call.site.line, table.number(call.name), call.load ?? -1, call.phase, call.count,
      ])
    }
    packed.lines = process.lines.map { pack($0, &table) }
    if process.samples != SampleTree() {
      packed.samples = PackedSamples(
        nodes: process.samples.nodes.map {
          [$0.parent ?? -1, table.number($0.site.file), $0.site.line, table.number($0.name)]
        },
        weights: process.samples.weights.map {
          [$0.node, $0.phase, $0.thread, $0.count].map(Int64.init) + [Int64($0.time), Int64($0.runningTime)]
        },
        starts: process.samples.starts,
        discarded: process.samples.discarded,
        problem: process.samples.problem
      )
    }
    guard !process.observedModules.isEmpty else { return packed }
    packed.observedModules = process.observedModules.map { table.number($0) }
    packed.effects = process.effects.map { effect in
      [
        table.number(effect.module), table.number(effect.kind.rawValue), table.number(effect.change.rawValue),
        table.number(effect.subject), table.number(effect.detail),
      ]
    }
    return packed
  }

  private static func pack(_ lines: [ExecutedLine], _ table: inout StringTable) -> [[Int]] {
    var rows: [[Int]] = []
    var last: ExecutedLine?
    for line in lines {
      if let last, (last.file, last.phase, last.isInLoad) == (line.file, line.phase, line.isInLoad) {
        rows[rows.count - 1].append(line.line - last.line)
      } else {
        rows.append([table.number(line.file), line.phase, line.isInLoad ? 1 : 0, line.line])
      }
      last = line
    }
    return rows
  }

  private func unpack(lines rows: [[Int]]) throws(PackingError) -> [ExecutedLine] {
    var lines: [ExecutedLine] = []
    for row in rows {
      guard row.count >= 3 else { throw PackingError(part: "lines") }
      let file = try string(row[0])
      var line = 0
      for step in row.dropFirst(3) {
        guard (0...Int(Int32.max)).contains(step), line <= Int(Int32.max) else { throw PackingError(part: "lines") }
        line += step
        lines.append(ExecutedLine(file: file, line: line, phase: row[1], isInLoad: row[2] != 0))
      }
    }
    return lines
  }

  /// The recording, or an error that says which row is damaged.
  func recording() throws(PackingError) -> Recording {
    var unpacked: [Run] = []
    for run in runs {
      guard run.weight.isFinite, run.weight >= 0 else { throw PackingError(part: "events") }
      var processes: [ProcessRecord] = []
      for process in run.processes { processes.append(try unpack(process)) }
      unpacked.append(Run(event: run.event, weight: run.weight, processes: processes))
    }
    return Recording(interpreter: interpreter, program: program, runs: unpacked)
  }

  /// Figures beyond these are no measurements; within them, whatever is added up later has room.
  private static let largestSum = Int64(1) << 60

  /// Whether every sum of figures of one process can be formed, and every span.
  private static func checkFigures(of process: PackedProcess) throws(PackingError) {
    for phase in process.phases where phase.began > phase.ended || phase.ended > UInt64(largestSum) {
      throw PackingError(part: "phases")
    }
    var sum: Int64 = 0
    func add(_ figures: some Sequence<Int64>, _ part: String) throws(PackingError) {
      for figure in figures {
        guard figure.magnitude < largestSum else { throw PackingError(part: part) }
        sum += abs(figure)
        guard sum < largestSum else { throw PackingError(part: part) }
      }
    }
    for row in process.loads { try add(row.dropFirst(6), "loads") }
    for row in process.imports { try add(row.dropFirst().lazy.map(Int64.init), "imports") }
    for row in process.calls { try add(row.dropFirst().lazy.map(Int64.init), "calls") }
    for row in process.samples?.nodes ?? [] { try add(row.dropFirst().lazy.map(Int64.init), "sample nodes") }
    for row in process.samples?.weights ?? [] { try add(row.dropFirst(), "samples") }
    try add([Int64(process.samples?.starts ?? 0), Int64(process.samples?.discarded ?? 0)], "samples")
  }

  private func unpack(_ process: PackedProcess) throws(PackingError) -> ProcessRecord {
    try Self.checkFigures(of: process)
    var loads: [ModuleLoad] = []
    for row in process.loads {
      guard row.count >= 14, Self.kinds.indices.contains(Int(row[2])) else { throw PackingError(part: "loads") }
      let file = try string(Int(row[1]))
      loads.append(
        ModuleLoad(
          name: try string(Int(row[0])),
          file: file.isEmpty ? nil : file,
          kind: Self.kinds[Int(row[2])],
          succeeded: row[3] != 0,
          // A load's parent began before it.
          parent: try load(Int(row[4]), of: loads.count),
          site: try site(Int(row[5]), Int(row[6])),
          phase: Int(row[7]),
          selfTime: UInt64(clamping: row[8]),
          inclusiveTime: UInt64(clamping: row[9]),
          selfCPU: UInt64(clamping: row[10]),
          inclusiveCPU: UInt64(clamping: row[11]),
          selfMemory: row[12],
          inclusiveMemory: row[13]
        )
      )
    }
    var imports: [ExecutedImport] = []
    for row in process.imports {
      guard row.count >= 7 else { throw PackingError(part: "imports") }
      imports.append(
        ExecutedImport(
          site: try site(row[0], row[1]),
          load: try load(row[2], of: loads.count),
          target: try string(row[3]),
          names: try string(row[4]).split(separator: ",").map(String.init),
          phase: row[5],
          isLazy: row[6] != 0
        )
      )
    }
    var calls: [FirstCall] = []
    for row in process.calls {
      guard row.count >= 5 else { throw PackingError(part: "calls") }
      calls.append(
        FirstCall(
          site: CodeSite(file: try string(row[0]), line: row[1]),
          name: try string(row[2]),
          load: try load(row[3], of: loads.count),
          phase: row[4],
          // Recordings had no counts at first.
          count: row.count > 5 ? row[5] : 0
        )
      )
    }
    var observed: [String] = []
    for name in process.observedModules ?? [] { observed.append(try string(name)) }
    var effects: [ModuleEffect] = []
    for row in process.effects ?? [] {
      guard row.count >= 5, let kind = ModuleEffect.Kind(rawValue: try string(row[1])),
        let change = ModuleEffect.Change(rawValue: try string(row[2]))
      else { throw PackingError(part: "effects") }
      effects.append(
        ModuleEffect(
          module: try string(row[0]),
          kind: kind,
          change: change,
          subject: try string(row[3]),
          detail: try string(row[4])
        )
      )
    }
    var unpacked = ProcessRecord(
      identifier: process.identifier,
      parent: process.parent,
      isCut: process.isCut,
      phases: process.phases,
      loads: loads,
      imports: imports,
      calls: calls,
      observedModules: observed,
      effects: effects
    )
    if let rows = process.lines { unpacked.lines = try unpack(lines: rows) }
    unpacked.remarks = (process.remarks ?? []).compactMap(Remark.init)
    if let packed = process.samples { unpacked.samples = try unpack(packed) }
    return unpacked
  }

  private func unpack(_ packed: PackedSamples) throws(PackingError) -> SampleTree {
    var tree = SampleTree(starts: packed.starts, discarded: packed.discarded, problem: packed.problem)
    for row in packed.nodes {
      guard row.count >= 4, row[0] < tree.nodes.count else { throw PackingError(part: "sample nodes") }
      tree.nodes.append(
        SampleTree.Node(
          parent: row[0] < 0 ? nil : row[0],
          site: CodeSite(file: try string(row[1]), line: row[2]),
          name: try string(row[3])
        )
      )
    }
    for row in packed.weights {
      guard row.count >= 6, tree.nodes.indices.contains(Int(row[0])) else { throw PackingError(part: "samples") }
      tree.weights.append(
        SampleTree.Weight(
          node: Int(row[0]),
          phase: Int(row[1]),
          thread: Int(row[2]),
          count: Int(row[3]),
          time: UInt64(clamping: row[4]),
          runningTime: UInt64(clamping: row[5])
        )
      )
    }
    return tree
  }

  private func string(_ number: Int) throws(PackingError) -> String {
    guard number != 0 else { return "" }
    guard number > 0, strings.indices.contains(number - 1) else { throw PackingError(part: "strings") }
    return strings[number - 1]
  }

  private func site(_ file: Int, _ line: Int) throws(PackingError) -> CodeSite? {
    guard (0...Int(Int32.max)).contains(line) else { throw PackingError(part: "lines") }
    return file == 0 ? nil : CodeSite(file: try string(file), line: line)
  }

  private func load(_ index: Int, of count: Int) throws(PackingError) -> Int? {
    guard index >= 0 else { return nil }
    guard index < count else { throw PackingError(part: "loads") }
    return index
  }
}

/// Part of a recording refers to something that is not there.
struct PackingError: Error, CustomStringConvertible {
  var part: String
  var description: String { "its table of \(part) is damaged" }
}

/// Numbers strings from 1; 0 stands for none.
private struct StringTable {
  private(set) var strings: [String] = []
  private var numbers: [String: Int] = [:]

  mutating func number(_ text: String?) -> Int {
    guard let text, !text.isEmpty else { return 0 }
    if let known = numbers[text] { return known }
    strings.append(text)
    numbers[text] = strings.count
    return strings.count
  }
}
