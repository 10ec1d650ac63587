internal import Foundation
internal import SourceText

/// The projects that are installed where they are worked on (PEP 660): their files lie outside of every packages folder.
///
/// The metadata says where (`direct_url.json`, PEP 610), however the import system is led there: by a `.pth` file, a finder, or
/// links.
struct EditableInstalls {
  private var projects: [(folder: String, distribution: Distribution)] = []

  /// Reads the metadata in some packages folders.
  init(in folders: [String]) {
    for folder in folders {
      let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      for entry in entries.sorted() where entry.hasSuffix(".dist-info") {
        guard let bytes = RegularFile.contents(of: "\(folder)/\(entry)/direct_url.json"),
          let origin = try? JSONDecoder().decode(Origin.self, from: Data(bytes)), origin.dir_info?.editable == true,
          let url = URL(string: origin.url), url.isFileURL,
          let distribution = InstalledPackages.distribution(of: entry, in: folder)
        else { continue }
        projects.append((url.resolvingSymlinksInPath().path, distribution))
      }
    }
    // A project inside another one's folder is the nearer owner.
    projects.sort { $0.folder.count > $1.folder.count }
  }

  /// The project that a file belongs to.
  func owner(of file: String) -> Distribution? {
    projects.first { file.hasPrefix($0.folder + "/") }?.distribution
  }

  private struct Origin: Decodable {
    struct Directory: Decodable {
      let editable: Bool?
    }

    let url: String
    // The name is PEP 610's.
    let dir_info: Directory?
  }
}
