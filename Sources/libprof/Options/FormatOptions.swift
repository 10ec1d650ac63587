public import ArgumentParser
public import Reporting

/// How a report is written.
struct FormatOptions: ParsableArguments {
  @Option(
    name: [.customLong("output-format"), .customLong("format")],
    help: ArgumentHelp("The form of the output.", valueName: "format")
  )
  var format = OutputFormat.text
}

extension OutputFormat: ExpressibleByArgument {
  /// What help says of each.
  public static var allValueDescriptions: [String: String] {
    Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0.purpose) })
  }
}
