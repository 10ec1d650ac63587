internal import Foundation
public import Recording
public import Verification

/// What the user asked for: a program, its events, an interpreter.
public struct Job: Sendable {
  /// How the program is started.
  public let start: ProgramStart
  /// The inputs of a handler; none for a command.
  public let events: [Event]
  /// Temporary files of this job; removed by `finish`.
  public let scratch: ScratchFolder

  /// Looks everything up before anything is run.
  ///
  /// - Throws: `WorkflowError` for what is missing or cannot be understood.
  public init(
    entry: RecordedProgram.Entry,
    eventFiles: [String],
    weights: [Double],
    python: String?,
    folder: String,
    initializationEnd: String? = nil
  ) throws(WorkflowError) {
    do {
      var events: [Event] = []
      for (index, file) in eventFiles.enumerated() {
        let weight = weights.indices.contains(index) ? weights[index] : 1
        events.append(
          entry.takesRequests ? try Event(request: file, weight: weight) : try Event(file: file, weight: weight)
        )
      }
      self.events = events
      let interpreter = try Self.interpreter(for: entry, named: python, below: folder)
      var start = ProgramStart(entry: entry, interpreter: interpreter, root: folder)
      start.initializationEnd = initializationEnd
      self.start = start
    } catch {
      throw .recording(error)
    }
    do {
      scratch = try ScratchFolder()
    } catch {
      throw .verification(error)
    }
  }

  /// Removes the temporary files.
  public func finish() {
    scratch.remove()
  }

  /// A command names its interpreter: as its first word, or in its script's first line.
  private static func interpreter(
    for entry: RecordedProgram.Entry,
    named: String?,
    below folder: String
  ) throws(RecordingError) -> Interpreter {
    guard named == nil, case .command(let words) = entry, let first = words.first else {
      return try Interpreter.find(named: named, below: folder)
    }
    return try Interpreter.find(running: first, below: folder)
  }
}
