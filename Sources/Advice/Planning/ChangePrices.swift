/// What changes must at least bring, in nanoseconds per start.
///
/// A patch to a package has to be kept up with its versions, file by file: the first change in a file costs that, and more
/// names of the same file, which are gathered in one place, hardly anything.
struct ChangePrices {
  /// The price of each statement's name.
  var names: [Double]
  /// What the first change in each file adds.
  var files: [Double]

  /// The price of a choice.
  func total(of choice: [Bool], in model: LoadModel) -> Double {
    var isOpened = [Bool](repeating: false, count: files.count)
    var sum = 0.0
    for statement in choice.indices where choice[statement] {
      sum += names[statement]
      let file = model.files[statement]
      if !isOpened[file] { sum += files[file] }
      isOpened[file] = true
    }
    return sum
  }
}
