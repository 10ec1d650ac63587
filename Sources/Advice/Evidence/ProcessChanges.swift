internal import ImportGraph
internal import PythonSyntax
internal import SourceText

/// Where the program changes what its process has one of, or what importing may do from then on.
struct ProcessChanges {
  /// What is changed.
  enum Kind: Equatable {
    case state(ProcessState)
    /// Warnings become exceptions.
    case strictWarnings
    /// Loggers that exist are switched off, those made later are not.
    case loggers
    /// Later imports may find something else, or nothing, or are not allowed.
    case importing
  }

  struct Change {
    let kind: Kind
    /// The variable, if it is named.
    let name: String?
    let subject: String
    let file: String
    let place: Place
    let isDeferred: Bool
  }

  private var changes: [Change] = []

  init(_ project: Project, _ reads: DottedReads) {
    for path in project.paths where project.isOwn(path) {
      guard let syntax = project.files[path] else { continue }
      let disables = syntax.source.bytes.firstRange(of: Array("disable_existing_loggers".utf8)) == nil
      for read in reads[path] {
        let around = UseSurroundings(read.use, in: syntax)
        guard let kind = Self.kind(read, around, disablesLoggers: disables) else { continue }
        changes.append(
          Change(
            kind: kind,
            name: around.firstText,
            subject: read.chain.joined(separator: "."),
            file: path,
            place: Place(path: project.relativePath(of: path), line: read.line),
            isDeferred: read.isDeferred
          )
        )
      }
    }
  }

  /// A change that may come between a statement and a later import in its place: in a function, or on a later line of the
  /// same body.
  func change(after statement: ImportStatement, in file: String, where isMeant: (Change) -> Bool) -> Change? {
    changes.first { isMeant($0) && ($0.isDeferred || $0.file == file && $0.place.line > statement.line) }
  }

  /// A change by the body of a file.
  func change(byBodyWhere isMeant: (Change) -> Bool) -> Change? { changes.first { !$0.isDeferred && isMeant($0) } }

  private static func kind(_ read: DottedRead, _ around: UseSurroundings, disablesLoggers: Bool) -> Kind? {
    let chain = read.chain
    let name = chain.joined(separator: ".")
    switch chain.prefix(2).joined(separator: ".") {
    case "os.environ", "os.environb":
      let isChanged =
        chain.count == 2 && (around.hasItemChanged || around.isAssigned || around.isDeleted || around.callAround != nil)
        || ["update", "setdefault", "pop", "clear", "popitem"].contains(chain.last ?? "")
      return isChanged ? .state(.environment) : nil
    case "os.putenv", "os.unsetenv", "dotenv.load_dotenv": return .state(.environment)
    case "os.chdir", "os.fchdir", "contextlib.chdir": return .state(.directory)
    case "sys.argv": return around.isAssigned || around.hasItemChanged ? .state(.arguments) : nil
    case "sys.stdout", "sys.stderr", "sys.stdin": return chain.count == 2 && around.isAssigned ? .state(.streams) : nil
    case "contextlib.redirect_stdout", "contextlib.redirect_stderr": return .state(.streams)
    case "locale.setlocale": return .state(.locale)
    case "warnings.simplefilter", "warnings.filterwarnings": return around.firstText == "error" ? .strictWarnings : nil
    case "logging.config":
      return ["dictConfig", "fileConfig"].contains(chain.last ?? "") && disablesLoggers ? .loggers : nil
    case "sys.meta_path", "sys.path_hooks":
      let changing = ["append", "insert", "remove", "pop", "clear", "extend"]
      return around.isAssigned || around.hasItemChanged || changing.contains(chain.last ?? "") ? .importing : nil
    case "builtins.__import__": return around.isAssigned ? .importing : nil
    default: return restrictions.contains(name) ? .importing : nil
    }
  }

  /// After these a file that could be read before may be out of reach.
  private static let restrictions: Set = [
    "sys.addaudithook", "os.chroot", "os.setuid", "os.setgid", "os.setresuid", "os.setresgid", "os.setreuid",
    "os.setregid", "os.seteuid", "os.initgroups", "os.setgroups", "os.unshare", "os.closerange",
  ]
}
