/// What functions of the standard library do to the process, by their dotted names, as far as no recording shows it.
enum StandardActs {
  /// They change what everybody shares: done later, others have run without it.
  static let changers: Set = [
    "random.seed", "random.setstate", "socket.setdefaulttimeout", "decimal.getcontext", "decimal.setcontext",
    "gc.disable", "gc.enable", "gc.freeze", "gc.set_threshold", "threading.stack_size", "threading.settrace",
    "threading.setprofile", "sys.setrecursionlimit", "sys.setswitchinterval", "sys.settrace", "sys.setprofile",
    "sys.addaudithook", "mimetypes.add_type", "mimetypes.init", "time.tzset", "os.umask", "os.nice", "os.setpgrp",
    "resource.setrlimit", "multiprocessing.set_start_method", "asyncio.set_event_loop_policy", "asyncio.set_event_loop",
    "csv.register_dialect", "csv.field_size_limit", "sqlite3.register_adapter", "sqlite3.register_converter",
    "xml.etree.ElementTree.register_namespace", "shutil.register_archive_format", "shutil.register_unpack_format",
    "webbrowser.register", "tracemalloc.start", "faulthandler.enable", "atexit.register", "logging.disable",
    "logging.captureWarnings", "logging.setLoggerClass", "logging.config.dictConfig", "logging.config.fileConfig",
    "os.register_at_fork", "sys.exit",
  ]
  /// Their answers depend on when, where and by whom they are asked.
  static let moments: Set = [
    "time.time", "time.time_ns", "time.monotonic", "time.monotonic_ns", "time.perf_counter", "time.perf_counter_ns",
    "time.process_time", "time.localtime", "time.gmtime", "time.ctime", "time.strftime", "datetime.datetime.now",
    "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today", "os.getpid", "os.getppid",
    "threading.get_ident", "threading.get_native_id", "threading.current_thread", "sys._getframe", "inspect.stack",
    "inspect.currentframe", "traceback.extract_stack", "random.random", "random.randint", "random.randrange",
    "random.choice", "random.choices", "random.shuffle", "random.sample", "random.getrandbits", "random.uniform",
    "asyncio.run", "asyncio.get_event_loop", "asyncio.get_running_loop", "asyncio.new_event_loop",
    "asyncio.create_task", "asyncio.ensure_future", "contextvars.copy_context", "warnings.catch_warnings",
    "resource.getrusage",
  ]
}

/// Something that a process has one of, and that programs change while they run.
enum ProcessState: String {
  case environment = "the environment"
  case directory = "the working folder"
  case arguments = "sys.argv"
  case streams = "a standard stream"
  case locale = "the locale"

  /// What an expression asks for; nil if it is nothing of the kind.
  init?(readBy chain: [String]) {
    switch chain.prefix(2).joined(separator: ".") {
    case "os.environ", "os.getenv", "os.environb": self = .environment
    case "os.getcwd", "os.getcwdb": self = .directory
    case "pathlib.Path" where chain.last == "cwd": self = .directory
    case "sys.argv": self = .arguments
    case "sys.stdout", "sys.stderr", "sys.stdin": self = .streams
    case "locale.getlocale", "locale.localeconv", "locale.getpreferredencoding": self = .locale
    default: return nil
    }
  }
}
