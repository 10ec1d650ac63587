internal import Foundation
internal import ImportGraph

/// A library that is heavy for the little it does: loading it takes far longer than all that is done with it.
enum Misused {
  static func finding(_ library: LibraryEvidence) -> Finding? {
    let thresholds = library.thresholds
    let functions = library.functions
    guard functions.count <= thresholds.misuseFunctions else { return nil }
    let time = library.modules.reduce(0) { $0 + Double($1.selfTime) }
    var evidence = "loading it takes \(milliseconds(time))"
    if !library.graph.utilization.isEmpty {
      let spent = library.graph.utilization[library.distribution]?.invocationTime ?? 0
      guard time >= spent * thresholds.misuseRatio else { return nil }
      evidence += ", an answer spends \(milliseconds(spent)) in it"
    }
    switch functions.count {
    case 0: evidence += "; none of its Python functions runs, only constants, classes or C functions are taken from it"
    case 1: evidence += "; one of its functions runs: \(functions[0])"
    default:
      let names = functions.prefix(5).joined(separator: ", ") + (functions.count > 5 ? ", …" : "")
      evidence += "; \(functions.count) of its functions run: \(names)"
    }
    return library.finding(
      .misused,
      parts: CostlyParts(library).found().parts,
      evidence: evidence,
      suggestion: "narrow the import to the module that is used, or do the little it is used for without it"
    )
  }

  private static func milliseconds(_ nanoseconds: Double) -> String {
    String(format: nanoseconds >= 10_000_000 ? "%.0f ms" : "%.1f ms", nanoseconds / 1_000_000)
  }
}
