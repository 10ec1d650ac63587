/// What running a program under the agent showed: one run per event, each in a fresh process.
public struct Recording: Codable, Equatable, Sendable {
  /// The interpreter that ran the program.
  public var interpreter: Interpreter
  /// What was run.
  public var program: RecordedProgram
  /// One run per event of a handler, or the single run of a command.
  public var runs: [Run]

  /// Joins what was run with what it showed.
  public init(interpreter: Interpreter, program: RecordedProgram, runs: [Run]) {
    self.interpreter = interpreter
    self.program = program
    self.runs = runs
  }

  /// What it lacks and why, each once.
  public var remarks: [Remark] {
    var seen: Set<Remark> = []
    return runs.flatMap(\.processes).flatMap(\.remarks).filter { seen.insert($0).inserted }
  }
}

/// The program of a recording, as the user named it.
public struct RecordedProgram: Codable, Equatable, Sendable {
  /// How the program is entered.
  public enum Entry: Codable, Equatable, Sendable {
    /// A function called once per event, `MODULE.FUNCTION`.
    case handler(String)
    /// A WSGI application that gets one request per event, `MODULE:CALLABLE`.
    case wsgi(String)
    /// An ASGI application that gets one request per event, `MODULE:CALLABLE`.
    case asgi(String)
    /// A whole command line.
    case command([String])

    /// Whether it is run as a whole, and not given one event after another.
    public var isCommand: Bool {
      if case .command = self { true } else { false }
    }

    /// Whether its events are HTTP requests.
    public var takesRequests: Bool {
      switch self {
      case .wsgi, .asgi: true
      case .handler, .command: false
      }
    }

    /// Names the program as a user would type it.
    public var title: String {
      switch self {
      case .handler(let name), .wsgi(let name), .asgi(let name): name
      case .command(let words): words.joined(separator: " ")
      }
    }
  }

  /// How the program is entered.
  public var entry: Entry
  /// The folder the program ran in; the root of its first-party files.
  public var root: String
  /// The function whose first call ends the initialization, `MODULE:FUNCTION`; nil if none was named.
  public var initializationEnd: String?

  /// Names a program by its entry and its root.
  public init(entry: Entry, root: String, initializationEnd: String? = nil) {
    self.entry = entry
    self.root = root
    self.initializationEnd = initializationEnd
  }
}

/// One start of the program with one event.
public struct Run: Codable, Equatable, Sendable {
  /// The event's file for a handler, the command line for a command.
  public var event: String
  /// How often this event occurs, relative to the others; 1 unless told.
  public var weight: Double
  /// The processes that wrote an event log, the program itself first.
  public var processes: [ProcessRecord]

  /// Joins an event with what its start showed.
  public init(event: String, weight: Double = 1, processes: [ProcessRecord]) {
    self.event = event
    self.weight = weight
    self.processes = processes
  }
}
