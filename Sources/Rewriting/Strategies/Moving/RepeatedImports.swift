internal import ImportGraph
internal import PythonSyntax

/// Which functions run so often that an import in them would be felt, however quickly it finds the module loaded.
struct RepeatedImports {
  private let file: String
  private let runs: [RunUsage]

  /// How much of a function's time its imports may take.
  private static let share = 0.01
  /// Nanoseconds below which no sample says how long a function took.
  private static let shortest: Double = 1_000_000

  /// Looks at what the runs of a graph say of one file.
  init(_ graph: ImportGraph, file: String) {
    self.file = file
    runs = graph.runs.filter { $0.callCosts[file] != nil }
  }

  /// The names that some function would import too often; what one statement imports stays together.
  ///
  /// - Parameters:
  ///   - functions: the functions that each name moves into.
  ///   - late: those that go into a branch; nothing is repeated in the events that do not take it.
  ///   - module: the file.
  /// - Returns: those names.
  func names(
    moving functions: [ImportReference: [Int]],
    late: Set<ImportReference>,
    in module: ModuleSyntax
  ) -> Set<ImportReference> {
    guard !runs.isEmpty else { return [] }
    var result: Set<ImportReference> = []
    for (index, moved) in Dictionary(grouping: functions.keys, by: \.statement) {
      let statement = module.imports[index]
      let line = ImportLine(statement, names: moved.map(\.name))
      // Nobody else may bind the names, nor read them as types.
      let isPlain = moved.allSatisfy { name in
        module.bindings.count { $0.name == module[name].boundName && $0.resolved == 0 } == 1
          && !module.uses(of: name).contains(where: \.isAnnotation)
      }
      let runs = runs.filter { run in
        moved.contains { name in
          let statement = StatementReference(file: file, reference: name)
          return !late.contains(name) || run.reached.contains(statement) && !run.spared.contains(statement)
        }
      }
      guard isPlain,
        Set(moved.flatMap { functions[$0] ?? [] }).contains(where: { isFelt(line, inFunction: $0, runs) })
      else { continue }
      result.formUnion(moved)
    }
    return result
  }

  /// Whether an import would take more than a hundredth of what a function takes, with one of the events.
  private func isFelt(_ line: ImportLine, inFunction scope: Int, _ runs: [RunUsage]) -> Bool {
    runs.compactMap { $0.callCosts[file]?[scope] }.contains { cost in
      Double(cost.count) * Self.nanoseconds(of: line) > Self.share * max(Double(cost.time), Self.shortest)
    }
  }

  /// What an import takes that finds everything loaded.
  ///
  /// Measured on CPython 3.8 to 3.13, which hardly differ: 47 to 58 ns, with dots 103 to 153 ns, `from` 188 to 230 ns and 38 to
  /// 77 ns more for each further name. The check of a variable that stands for it takes 2 to 4 ns.
  private static func nanoseconds(of line: ImportLine) -> Double {
    guard line.module == nil else { return 200 + 60 * Double(line.names.count - 1) }
    return line.names.reduce(0) { $0 + ($1.name.contains(".") ? 120 : 50) }
  }
}
