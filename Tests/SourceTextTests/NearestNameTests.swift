import SourceText
import Testing

@Suite struct `The nearest name` {
  private static let known = ["min-gain", "max-changes", "scope", "keep", "rate"]

  @Test(arguments: [
    ("min-gian", "min-gain"), ("mingain", "min-gain"), ("Scope", "scope"), ("max-change", "max-changes"),
    ("rat", "rate"), ("kepe", "keep"),
  ]) func `is found behind a slip`(_ written: String, _ meant: String) {
    #expect(NearestName.of(written, among: Self.known) == meant)
    #expect(NearestName.question(about: written, among: Self.known) == " Did you mean `\(meant)`?")
  }

  @Test(arguments: ["", "x", "threshold", "spoke-wheel"]) func `is none where nothing is near`(_ written: String) {
    #expect(NearestName.of(written, among: Self.known) == nil)
    #expect(NearestName.question(about: written, among: Self.known) == "")
  }
}
