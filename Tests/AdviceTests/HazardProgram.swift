import Testing

/// A program of `Tests/Programs`, and what libprof is to say about it.
struct HazardProgram: Sendable, CustomTestStringConvertible {
  /// What libprof does.
  enum Answer: Sendable {
    /// It leaves the import, for a reason of that name whose sentence holds these words.
    case refuses(String, [String])
    /// It changes these names, in a way that breaks nothing.
    case writes([String])
    /// It changes these names and says with these words what the project may not like about it.
    case warns([String], [String])
    /// It changes nothing, because there is nothing to gain.
    case leaves
  }

  let name: String
  /// The rows of the list of hazards, as in `Tests/Programs/README.md`.
  let rows: [Int]
  let answer: Answer

  init(_ name: String, _ rows: [Int], _ answer: Answer) {
    self.name = name
    self.rows = rows
    self.answer = answer
  }

  var testDescription: String { name }

  static let all = [
    HazardProgram("side-effect", [1], .refuses("side-effect", ["plugins"])),
    HazardProgram("registry-decorator", [2], .refuses("registration", ["commands", "registry.command"])),
    HazardProgram("registry-group", [2], .refuses("registration", ["exporting", "cli.group.command"])),
    HazardProgram("registry-subclass", [2], .refuses("registration", ["formats", "writers.Writer"])),
    HazardProgram("registry-metaclass", [2], .refuses("registration", ["formats", "writers.PlainWriter"])),
    HazardProgram("known-subclasses", [2], .refuses("registration", ["formats", "writers.Writer"])),
    HazardProgram("registry-call", [2], .refuses("registration", ["audit", "events.listen"])),
    HazardProgram("registry-item", [2], .refuses("registration", ["tables", "schema.tables"])),
    HazardProgram("registry-argument", [2], .refuses("registration", ["models", "database.metadata"])),
    HazardProgram("registry-later", [2], .refuses("registration", ["plugins", "registry.names"])),
    HazardProgram("singledispatch", [2], .refuses("registration", ["decimals", "render.register"])),
    HazardProgram("patching-order", [3], .refuses("patching-order", ["gevent"])),
    HazardProgram("patched-later", [3], .refuses("effect-order", ["compatibility", "wires.connect"])),
    HazardProgram("patch-outlives-patcher", [3], .refuses("effect", ["speedups", "wires.connect"])),
    HazardProgram("mock-patch", [4], .refuses("patched-name", ["test_app.py", "heavy"])),
    HazardProgram("mock-multiple", [4], .refuses("patched-name", ["test_app.py", "heavy"])),
    HazardProgram("mock-computed-name", [4], .refuses("patched-name", ["test_app.py", "heavy"])),
    HazardProgram("mock-source", [4], .refuses("changing-value", ["test_app.py", "heavy.work"])),
    HazardProgram("restored-modules", [4], .refuses("replaced-module", ["test_app.py:9", "sys.modules"])),
    HazardProgram("re-export", [5], .writes(["heavy"])),
    HazardProgram("introspected-module", [5, 32], .refuses("module-as-object", ["discovery.py", "Base"])),
    HazardProgram("module-as-object", [5, 22], .refuses("module-as-object", ["app.py:14", "LIMIT"])),
    HazardProgram("implicit-submodule", [6], .writes(["heavy"])),
    HazardProgram("circular", [7], .refuses("circular", ["orders", "app.py:13"])),
    HazardProgram("optional-import", [8], .refuses("conditional-import", ["line 2"])),
    HazardProgram("optional-export", [8], .writes(["heavy"])),
    HazardProgram("late-condition", [8], .writes(["total"])),
    HazardProgram("probed-plugin", [8, 32], .refuses("probed", ["app.py:6", "ImportError"])),
    HazardProgram("suppressed-import", [9], .refuses("conditional-import", ["line 5"])),
    HazardProgram("import-time-use", [10], .refuses("used-while-loading", ["heavy"])),
    HazardProgram("import-time-call", [10], .refuses("called-while-loading", ["limit"])),
    HazardProgram("annotation", [11], .refuses("annotations-read", ["heavy", "get_type_hints"])),
    HazardProgram("quoted-type", [11, 34], .refuses("quoted-type", ["heavy"])),
    HazardProgram("rebound", [12], .refuses("rebound", ["heavy"])),
    HazardProgram("changed-value", [12, 21], .refuses("changing-value", ["settings.MODE"])),
    HazardProgram("changed-attribute", [12], .refuses("changing-value", ["tuning.level"])),
    HazardProgram("copied-attribute", [5], .writes(["tuning"])),
    HazardProgram("local-variable", [13], .writes(["heavy"])),
    HazardProgram("every-function", [14], .writes(["heavy"])),
    HazardProgram("pickled-alias", [15], .refuses("declared-export", ["pickle", "Order"])),
    HazardProgram("kept-alias", [5], .refuses("declared-export", ["Order"])),
    HazardProgram("thread-import", [16], .refuses("thread", ["prepare", "threading"])),
    HazardProgram("coroutine", [17], .refuses("coroutine", ["convert", "rates"])),
    HazardProgram("coroutine-callee", [17], .refuses("coroutine", ["convert", "rate"])),
    HazardProgram("coroutine-maker", [17], .refuses("coroutine", ["convert", "rates"])),
    HazardProgram("coroutine-object", [17], .writes(["rates"])),
    HazardProgram("finalizer", [19], .refuses("shutdown", ["__del__"])),
    HazardProgram("import-hook", [19], .refuses("hook", ["find_spec"])),
    HazardProgram("trace-hook", [19], .refuses("hook", ["on_call"])),
    HazardProgram("search-path", [20], .refuses("search-path", ["sys.path"])),
    HazardProgram("passing-finder", [20, 27], .refuses("import-system", ["sys.meta_path"])),
    HazardProgram("locked-down", [20], .refuses("import-system", ["sys.addaudithook"])),
    HazardProgram("environment-read", [20, 29], .refuses("load-time", ["client", "os.environ"])),
    HazardProgram("environment-order", [20, 29], .refuses("load-time", ["client", "os.getenv"])),
    HazardProgram("clock-read", [29], .refuses("load-time", ["monitor", "time.time"])),
    HazardProgram("captured-stream", [29], .refuses("load-time", ["console", "sys.stdout"])),
    HazardProgram("replaced-module", [21], .refuses("replaced-module", ["test_app.py", "heavy"])),
    HazardProgram("doctest", [22], .refuses("doctest", ["heavy"])),
    HazardProgram("except-clause", [23], .writes(["heavy"])),
    HazardProgram("hot-path", [24], .writes(["heavy"])),
    HazardProgram("hot-branch", [24], .writes(["heavy"])),
    HazardProgram("guarded-import", [25], .writes(["heavy"])),
    HazardProgram("star-import", [26], .refuses("star-import", ["compatibility", "heavy"])),
    HazardProgram("native-order", [28], .refuses("native-order", ["torch", "faiss"])),
    HazardProgram("random-seed", [29], .refuses("process-state", ["sampling", "random.seed"])),
    HazardProgram("process-settings", [29], .refuses("process-state", ["network", "socket.setdefaulttimeout"])),
    HazardProgram("locale", [29], .refuses("effect", ["numbers_text", "locale"])),
    HazardProgram("warnings-order", [29], .refuses("strict-warnings", ["app.py:5"])),
    HazardProgram("logging-config", [29], .refuses("loggers", ["client", "app.py:16"])),
    HazardProgram("context-variable", [29], .refuses("process-state", ["tenant", "current.set"])),
    HazardProgram("signal-handler", [30], .refuses("thread", ["check", "threading"])),
    HazardProgram("exit-order", [30], .refuses("process-state", ["metrics", "atexit.register"])),
    HazardProgram("facade", [31], .writes(["Report", "rows"])),
    HazardProgram("entry-point", [32], .writes(["heavy", "main"])),
    HazardProgram("evaluated-name", [34], .refuses("dynamic-names", ["eval"])),
    HazardProgram("foreign-globals", [34], .refuses("dynamic-names", ["rules.py", "heavy"])),
    HazardProgram("code-in-text", [34], .writes(["heavy"])),
    HazardProgram("unsettled-name", [33], .refuses("unsettled", ["LIMIT", "shop/orders.py:2"])),
    HazardProgram("unsettled-attribute", [33], .refuses("unsettled", ["LIMIT", "shop/orders.py:4"])),
    HazardProgram("lint-rule", [36], .warns(["heavy"], ["ruff's PLC0415", "app.py"])),
    HazardProgram("no-win", [37], .leaves),
    HazardProgram("file-layout", [38], .writes(["heavy"])),
    HazardProgram("legacy-encoding", [38], .refuses("encoding", ["UTF-8"])),
    HazardProgram("prefork", [16, 35], .refuses("child-process", ["work", "stock"])),
    HazardProgram("first-request", [18], .leaves),
    HazardProgram("narrowed-registration", [2, 40], .refuses("registration", ["shop.api", "formats.append"])),
    HazardProgram("narrowed-value", [12, 40], .refuses("used-while-loading", ["render"])),
    HazardProgram("compiled-function", [39], .refuses("compiled-function", ["numba", "total"])),
  ]

  /// Those whose naive edit is a lazy import, which only CPython 3.15 knows.
  static let lazy = [
    HazardProgram("lazy-namespace", [22, 34], .refuses("dynamic-names", ["globals"])),
    HazardProgram("enclosing-package", [33], .refuses("unsettled", ["LIMIT", "shop/orders.py:1"])),
    HazardProgram("lazy-lint-rule", [36], .writes(["heavy"])),
    HazardProgram("lazy-introspection", [22, 21], .refuses("dynamic-names", ["inventory.py"])),
  ]
}
