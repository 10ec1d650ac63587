import ArgumentParser
import Recording

/// How the program is sampled while it is profiled.
struct SamplingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Samples of every thread per second; 0 for none.", valueName: "hz"))
  var rate = Recorder.usualSamplingRate

  func validate() throws {
    guard (0...10_000).contains(rate) else { throw ValidationError("--rate \(rate): must be between 0 and 10000.") }
  }
}
