internal import Foundation

/// The folders that came with the tool: beside its `bin` where it is installed, or in its checkout.
public enum ToolFolder {
  /// The nearest one that holds a file.
  ///
  /// - Parameters:
  ///   - file: the file's name.
  ///   - places: the folders, as paths below one that the tool lies in.
  /// - Returns: the absolute path; nil if there is none.
  public static func path(holding file: String, in places: [String]) -> String? {
    let tool = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "."
    var folder = URL(filePath: tool).deletingLastPathComponent()
    while folder.path.count > 1 {
      for place in places {
        let candidate = folder.appending(path: place).path
        if FileManager.default.fileExists(atPath: "\(candidate)/\(file)") { return candidate }
      }
      folder.deleteLastPathComponent()
    }
    return nil
  }
}
