/// A line of one of the program's files, as a reason shows it.
struct Place: Hashable, CustomStringConvertible {
  /// The path below the program's root.
  let path: String
  let line: Int

  var description: String { "\(path):\(line)" }
}
