/// A way to make an application start faster.
protocol Way {
  /// What it is called in the table.
  var title: String { get }

  /// Does what a user of it would do, with a copy of the application.
  ///
  /// - Parameters:
  ///   - original: the application as it is, not to be changed.
  ///   - scratch: a folder of its own, which is not there yet.
  /// - Returns: what to start.
  /// - Throws: `WayFailure` if it comes to no result.
  func prepare(_ original: Place, in scratch: String) throws -> Prepared
}

/// What a way has made of an application.
struct Prepared {
  let place: Place
  /// Seconds that the tool took; nil where there is none.
  var effort: Double?
  /// What the must-load bound allows, by event, where the tool knows it.
  var bounds: [MustLoad] = []
  /// Why the application is as it was before; nil if it was changed.
  var unchanged: String?
  /// What there is to say beside the figures.
  var remark: String?
}
