internal import EventLayout
internal import Foundation
internal import SamplingShims
internal import Synchronization

/// Looks many times a second at what the threads of a program are doing, from outside, while the program runs.
///
/// It runs in this process and copies the state of the interpreter with `process_vm_readv`; the program is our own child,
/// so that needs no privilege (Yama's `ptrace_scope` 0 or 1). A thread inside the program would have to wait for the
/// interpreter's lock and so be late whenever it matters (5 ms by default), would make Python from 3.12 on warn of `fork`
/// in a process with threads, and would cost the program time. Each process that writes an event log into the folder is
/// sampled, children too.
///
/// What the figures do not say:
/// - A sample does not wait for a safe point, so there is no bias towards one; but the program goes on while it is read, and
///   the innermost function may be one that has just returned. A stack that makes no sense is read again, and discarded and
///   counted after the fourth time; its time goes to the thread's next sample.
/// - Time in C is time of the Python function that called it; a thread that never ran Python is not seen.
/// - A stretch shorter than the interval is seen in proportion only, and what happens in step with the clock is not.
/// - A generator's frame is seen under whoever resumed it, which need not be who made it.
/// - A phase shorter than the interval may have no sample at all.
/// - A thread's first sample has no weight, unless it is the first thread, which is as old as its process.
public final class Sampler: Sendable {
  private let folder: String
  private let interval: UInt64
  private let isEnding = Atomic(false)
  private let ended = DispatchSemaphore(value: 0)
  private let result = Mutex<[ProcessSamples]>([])

  /// Begins to sample whatever writes its log to a folder.
  ///
  /// - Parameters:
  ///   - folder: where the agents of the program write their logs.
  ///   - rate: samples a second, at least 1.
  public init(logs folder: String, rate: Int) {
    self.folder = folder
    interval = 1_000_000_000 / UInt64(max(rate, 1))
    Thread.detachNewThread { [self] in
      run()
      ended.signal()
    }
  }

  /// Ends the sampling; to be called once.
  ///
  /// - Returns: what was seen of each process.
  public func finish() -> [ProcessSamples] {
    isEnding.store(true, ordering: .relaxed)
    ended.wait()
    return result.withLock { $0 }
  }

  private func run() {
    var processes: [ProcessSampler] = []
    var finished: [ProcessSamples] = []
    var known: Set<String> = []
    var tick = 0
    var deadline = sampling_now()
    while !isEnding.load(ordering: .relaxed) {
      // A new process is looked for at every tick while there is none, then about every 5 ms.
      if processes.isEmpty || tick % max(1, Int(5_000_000 / interval)) == 0 {
        for process in newProcesses(&known, &finished) {
          // What was there before an `exec` is gone.
          let replaced = processes.filter { $0.result.process == process.result.process }
          finished += replaced.map(\.result)
          processes.removeAll { $0.result.process == process.result.process }
          processes.append(process)
        }
      }
      for index in processes.indices.reversed() where !processes[index].sample() {
        finished.append(processes[index].result)
        processes.remove(at: index)
      }
      tick += 1
      deadline += interval
      let now = sampling_now()
      // A tick that was missed is not made up for: the next sample weighs more.
      if deadline < now { deadline = now + interval - (now - deadline) % interval }
      sampling_sleep_until(deadline)
    }
    finished += processes.map(\.result)
    result.withLock { $0 = finished }
  }

  private func newProcesses(_ known: inout Set<String>, _ finished: inout [ProcessSamples]) -> [ProcessSampler] {
    var found: [ProcessSampler] = []
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    where name.hasSuffix(".events") && !known.contains(name) {
      guard let head = Self.head(of: "\(folder)/\(name)") else { continue }
      known.insert(name)
      let version = withUnsafeBytes(of: head.header.interpreter) {
        String(decoding: $0.prefix { $0 != UInt8(ascii: " ") && $0 != 0 }, as: UTF8.self)
      }
      var problem: String?
      if let sampler = ProcessSampler(
        process: head.header.process,
        began: head.header.began,
        runtime: head.runtime,
        version: version,
        problem: &problem
      ) {
        found.append(sampler)
      } else {
        finished.append(ProcessSamples(process: head.header.process, began: head.header.began, problem: problem))
      }
    }
    return found
  }

  /// The head of a log and the record behind it; nil until the agent has written both.
  private static func head(of path: String) -> (header: LibprofLogHeader, runtime: UInt64)? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    let size = MemoryLayout<LibprofLogHeader>.size
    let bytes = [UInt8](file.readData(ofLength: size + MemoryLayout<LibprofInterpreterRecord>.size))
    guard bytes.count == size + MemoryLayout<LibprofInterpreterRecord>.size else { return nil }
    return bytes.withUnsafeBytes { bytes in
      let header = bytes.loadUnaligned(as: LibprofLogHeader.self)
      let record = bytes.loadUnaligned(fromByteOffset: size, as: LibprofInterpreterRecord.self)
      guard header.magic == LIBPROF_LOG_MAGIC, record.header.kind == UInt16(LIBPROF_RECORD_INTERPRETER.rawValue) else {
        return nil
      }
      return (header, record.runtime)
    }
  }
}
