internal import Foundation
public import Reporting

extension Repository {
  /// Finds the repository around a program: the innermost folder that holds a `.git`, or the program's own.
  public init(around root: String) {
    let files = FileManager.default
    var folder = root
    while !files.fileExists(atPath: folder + "/.git"), let cut = folder.lastIndex(of: "/"), cut > folder.startIndex {
      folder = String(folder[..<cut])
    }
    let isFound = files.fileExists(atPath: folder + "/.git")
    self.init(
      folder: isFound ? String(root.dropFirst(folder.count + 1)) : "",
      hasManifest: files.fileExists(atPath: "\(root)/\(Repository.manifest)")
    )
  }
}
