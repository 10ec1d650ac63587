internal import Recording

/// The file format of the speedscope viewer, one profile per tree (its schema is at speedscope.app/file-format-schema.json).
enum SpeedscopeExport {
  private struct File: Encodable {
    let schema = "https://www.speedscope.app/file-format-schema.json"
    let exporter = "libprof"
    let name: String
    let activeProfileIndex = 0
    let shared: Shared
    let profiles: [Profile]

    enum CodingKeys: String, CodingKey {
      case schema = "$schema"
      case exporter, name, activeProfileIndex, shared, profiles
    }
  }

  private struct Shared: Encodable {
    let frames: [Frame]
  }

  private struct Frame: Encodable {
    let name: String
    let file: String?
    let line: Int?
  }

  private struct Profile: Encodable {
    let type = "sampled"
    let name: String
    let unit = "nanoseconds"
    let startValue = 0
    let endValue: UInt64
    let samples: [[Int]]
    let weights: [UInt64]
  }

  static func bytes(of trees: [StackTree], _ recording: Recording) -> [UInt8] {
    var frames: [StackTree.Frame] = []
    var numbers: [StackTree.Frame: Int] = [:]
    func number(of frame: StackTree.Frame) -> Int {
      if let known = numbers[frame] { return known }
      numbers[frame] = frames.count
      frames.append(frame)
      return frames.count - 1
    }
    let profiles = trees.map { tree in
      let stacks = tree.nodes.indices.filter { tree.nodes[$0].selfTime > 0 }
      return Profile(
        name: tree.title,
        endValue: tree.nodes.reduce(0) { $0 + $1.selfTime },
        samples: stacks.map { tree.stack(of: $0).map(number) },
        weights: stacks.map { tree.nodes[$0].selfTime }
      )
    }
    let shared = Shared(
      frames: frames.map { frame in
        Frame(name: frame.name, file: frame.file.isEmpty ? nil : frame.file, line: frame.line > 0 ? frame.line : nil)
      }
    )
    return encodedJSON(File(name: recording.program.entry.title, shared: shared, profiles: profiles))
  }
}
