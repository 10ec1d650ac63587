internal import ImportGraph
internal import Recording

/// The profile message of pprof, not compressed.
///
/// Each sample has the tree's title as the label `event`, and `distribution` and `version` of its innermost frame, where known.
///
/// Source: google/pprof, `proto/profile.proto`; the numbers below are its field numbers.
enum PprofExport {
  static func bytes(of trees: [StackTree], _ recording: Recording, _ content: Export.Content) -> [UInt8] {
    var strings = StringTable()
    var profile = ProtobufMessage()
    profile.append(1) { type in
      type.append(1, strings.number(of: content.rawValue))
      type.append(2, strings.number(of: "nanoseconds"))
    }
    var numbers: [StackTree.Frame: Int] = [:]
    for tree in trees {
      for (index, node) in tree.nodes.enumerated() where node.selfTime > 0 {
        let locations = tree.stack(of: index).reversed().map { frame in
          let number = numbers[frame] ?? numbers.count + 1
          numbers[frame] = number
          return number
        }
        profile.append(2) { sample in
          sample.append(1, packed: locations)
          sample.append(2, packed: [node.selfTime])
          let labels = [
            ("event", tree.title), ("distribution", node.owner?.name ?? ""), ("version", node.owner?.version ?? ""),
          ]
          for (key, value) in labels where !value.isEmpty {
            sample.append(3) { label in
              label.append(1, strings.number(of: key))
              label.append(2, strings.number(of: value))
            }
          }
        }
      }
    }
    // Some readers want a place in the program's memory; this one says that all names are known already.
    profile.append(3) { mapping in
      mapping.append(1, 1)
      mapping.append(5, strings.number(of: recording.interpreter.executable))
      for isKnown in 7...9 { mapping.append(isKnown, 1) }
    }
    // Every place is its own function: a location and a function share their number.
    for (frame, number) in numbers.sorted(by: { $0.value < $1.value }) {
      profile.append(4) { location in
        location.append(1, number)
        location.append(2, 1)
        location.append(4) { line in
          line.append(1, number)
          line.append(2, frame.line)
        }
      }
      profile.append(5) { function in
        function.append(1, number)
        function.append(2, strings.number(of: frame.name))
        function.append(4, strings.number(of: frame.file))
        function.append(5, frame.line)
      }
    }
    for string in strings.strings { profile.append(6, Array(string.utf8)) }
    return profile.bytes
  }

  /// Strings by their numbers; 0 is the empty one, as the format demands.
  private struct StringTable {
    private(set) var strings = [""]
    private var numbers = ["": 0]

    mutating func number(of string: String) -> Int {
      if let known = numbers[string] { return known }
      numbers[string] = strings.count
      strings.append(string)
      return strings.count - 1
    }
  }
}
