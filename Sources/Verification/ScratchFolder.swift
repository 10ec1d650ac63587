import Foundation
import Synchronization
import VerificationShims

/// A temporary folder of ours, which goes away when it is no longer needed, also after an interrupt.
public struct ScratchFolder: Hashable, Sendable {
  /// The absolute path, with no symbolic link in it.
  public let path: String

  private struct State {
    var paths: Set<String> = []
    var isClosed = false
  }

  private static let state = Mutex(State())

  /// Makes a folder that only this user may enter.
  ///
  /// - Parameter parent: The folder to make it in; nil for the system's folder for temporary files (`TMPDIR`).
  /// - Throws: `VerificationError` if it cannot be made.
  public init(in parent: String? = nil) throws(VerificationError) {
    let parent = parent ?? FileManager.default.temporaryDirectory.path
    let base = URL(filePath: parent).resolvingSymlinksInPath().path
    let path = "\(base)/libprof-\(UUID().uuidString.prefix(8).lowercased())"
    // The entry comes first: an interrupt between the two then removes what does not exist, and leaves nothing.
    let isOpen = Self.state.withLock { state in
      if !state.isClosed { state.paths.insert(path) }
      return !state.isClosed
    }
    guard isOpen else { throw .interrupted }
    self.path = path
    do {
      try TreeCopier.makeFolder(path)
    } catch {
      remove()
      throw error
    }
  }

  /// Removes the folder with all that is in it.
  public func remove() {
    Self.removeTree(path)
    Self.state.withLock { _ = $0.paths.remove(path) }
  }

  /// Removes all folders that are left, and keeps new ones from being made; for use when the tool is interrupted.
  public static func removeAll() {
    let paths = state.withLock { state in
      state.isClosed = true
      return state.paths
    }
    paths.sorted().forEach(removeTree)
    state.withLock { $0.paths.subtract(paths) }
  }

  /// Whether all folders were told to go.
  static var isClosed: Bool {
    state.withLock { $0.isClosed }
  }

  private static func removeTree(_ path: String) {
    let manager = FileManager.default
    // Another thread may still be writing into it; it stops at the first folder that is missing.
    for _ in 0..<5 where FileMode(of: path) != nil {
      guard (try? manager.removeItem(atPath: path)) == nil else { return }
      makeWritable(path)
    }
  }

  /// Opens all folders below, for nothing can be removed from one that is not writable.
  private static func makeWritable(_ folder: String) {
    FileMode.set(0o700, of: folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where FileMode(of: "\(folder)/\(name)")?.kind == .folder {
      makeWritable("\(folder)/\(name)")
    }
  }
}
