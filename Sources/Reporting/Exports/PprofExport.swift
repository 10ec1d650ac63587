/// The profile message of pprof, not compressed, with the tree's title as the label `event` of each sample.
///
/// Source: google/pprof, `proto/profile.proto`; the numbers below are its field numbers.
enum PprofExport {
  static func bytes(of trees: [StackTree], _ content: Export.Content) -> [UInt8] {
    var strings = StringTable()
    var profile = ProtobufMessage()
    profile.append(1) { type in
      type.append(1, strings.number(of: content.rawValue))
      type.append(2, strings.number(of: "nanoseconds"))
    }
    let event = strings.number(of: "event")
    var numbers: [StackTree.Frame: Int] = [:]
    for tree in trees {
      let title = strings.number(of: tree.title)
      for (index, node) in tree.nodes.enumerated() where node.selfTime > 0 {
        let locations = tree.stack(of: index).reversed().map { frame in
          let number = numbers[frame] ?? numbers.count + 1
          numbers[frame] = number
          return number
        }
        profile.append(2) { sample in
          sample.append(1, packed: locations)
          sample.append(2, packed: [node.selfTime])
          sample.append(3) { label in
            label.append(1, event)
            label.append(2, title)
          }
        }
      }
    }
    // Every place is its own function: a location and a function share their number.
    for (frame, number) in numbers.sorted(by: { $0.value < $1.value }) {
      profile.append(4) { location in
        location.append(1, number)
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
