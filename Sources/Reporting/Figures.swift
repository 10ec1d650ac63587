internal import Foundation

/// How figures are written: three digits at most, units a reader knows.
enum Figures {
  static func time(nanoseconds: Double) -> String {
    let milliseconds = nanoseconds / 1_000_000
    if milliseconds >= 10_000 { return String(format: "%.1f s", milliseconds / 1_000) }
    return milliseconds >= 10 ? String(format: "%.0f ms", milliseconds) : String(format: "%.1f ms", milliseconds)
  }

  static func memory(_ bytes: Double) -> String {
    String(format: "%.1f MiB", bytes / 1_048_576)
  }

  /// ` and 3.2 MiB`; nothing for less than can be told.
  static func addition(ofMemory bytes: Int64) -> String {
    bytes < 52_429 ? "" : " and \(memory(Double(bytes)))"
  }

  static func percent(_ share: Double) -> String {
    String(format: "%.0f %%", share * 100)
  }

  static func factor(_ value: Double) -> String {
    String(format: value >= 10 ? "%.1f×" : "%.2f×", value)
  }

  /// A path as short as it can be said from a folder.
  static func path(_ path: String, below root: String) -> String {
    path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : installed(path)
  }

  /// An installed file is known by its place in the packages folder.
  private static func installed(_ path: String) -> String {
    for marker in ["/site-packages/", "/dist-packages/"] {
      if let range = path.range(of: marker, options: .backwards) { return "…/" + path[range.upperBound...] }
    }
    return path
  }
}
