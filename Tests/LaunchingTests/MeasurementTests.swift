import Foundation
import Launching
import Testing

@Suite(.serialized)
struct `The cost of a program` {
  @Test func `counts wall time on the clock that children read`() throws {
    let before = MonotonicClock.now
    let outcome = try ColdStart().run(
      Program(executable: "python3", arguments: ["-c", "import time; print(time.monotonic_ns()); time.sleep(0.1)"])
    )
    let inside = try #require(UInt64(outcome.standardOutput.text.trimmingCharacters(in: .newlines)))
    #expect(before <= outcome.spawned)
    #expect(outcome.spawned < inside && inside < outcome.ended)
    #expect(outcome.ended <= MonotonicClock.now)
    #expect(outcome.wall >= .milliseconds(100))
    #expect(outcome.wall == .nanoseconds(outcome.ended - outcome.spawned))
  }

  @Test func `counts CPU time, not sleep`() throws {
    let busy = try ColdStart().run(
      python("import time\nt = time.process_time()\nwhile time.process_time() < t + .3: sum(range(10**5))")
    )
    #expect(busy.cpuTime >= .milliseconds(300) && busy.cpuTime < .seconds(2))
    #expect(busy.userTime > .zero && busy.cpuTime == busy.userTime + busy.systemTime)
    #expect(try ColdStart().run(shell("sleep 0.3")).cpuTime < .milliseconds(150))
  }

  @Test func `knows the peak of memory`() throws {
    let small = try ColdStart().run(python("pass"))
    let large = try ColdStart().run(python("x = bytearray(b'1') * (300 << 20)"))
    #expect(large.peakMemory > .mebibytes(300))
    // What a child starts from is our own size, which depends on the tests that run beside this one.
    #expect(large.peakMemory.bytes < 400 << 20 + large.peakMemoryFloor.bytes)
    #expect(small.peakMemory.bytes < 200 << 20 + small.peakMemoryFloor.bytes)
  }

  @Test func `says when a peak is hidden by our own size`() throws {
    var ballast = [UInt8](repeating: 0, count: 100 << 20)
    for index in stride(from: 0, to: ballast.count, by: 4096) { ballast[index] = 1 }
    let outcome = try ColdStart().run(python("pass"))
    #expect(ballast[4096] == 1)
    #expect(outcome.peakMemoryFloor >= .mebibytes(100))
    #expect(!outcome.isPeakMemoryExact, "\(outcome.peakMemory) over \(outcome.peakMemoryFloor)")
  }

  @Test func `is little beside that of the program`() throws {
    let walls = try (0..<20).map { _ in try ColdStart().run(Program(executable: "/bin/true")).wall }
    #expect(walls.sorted()[10] < .milliseconds(20))
  }

  private func python(_ script: String) -> Program {
    Program(executable: "python3", arguments: ["-S", "-c", script])
  }
}
