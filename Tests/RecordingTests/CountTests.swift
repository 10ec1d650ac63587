import Recording
import TestSupport
import Testing

@Suite struct `Calls that are counted` {
  private static let files = [
    "app.py": """
    def fibonacci(number):
        return number if number < 2 else fibonacci(number - 1) + fibonacci(number - 2)


    def step(value):
        return value + 1


    def once():
        return sum(step(value) for value in range(1500))


    LOADED = [step(value) for value in range(40)]


    def handler(event, context):
        return {"sum": once(), "fibonacci": fibonacci(event["number"])}
    """
  ]

  @Test(arguments: minorVersions) func `are those of the answer`(minor: Int) throws {
    let sample = try Sample(python: minor, Self.files.merging(["event.json": #"{"number": 15}"#]) { $1 })
    let recording = try sample.record(handler: "app.handler", events: [try Event(file: sample.file("event.json"))])
    let process = try #require(recording.runs.first?.processes.first)
    func count(_ name: String, isLoading: Bool = false) -> Int? {
      process.calls.first { $0.name == name && ($0.load != nil) == isLoading }?.count
    }
    #expect(count("fibonacci") == 1973)
    #expect(count("step") == 1500)
    #expect(count("once") == 1)
    #expect(count("step", isLoading: true) == 0)
  }
}
