/// What may stand against changing an import, under the names that reports print in brackets.
///
/// Each has a page in `Tests/AdviceTests/Hazards`, whose example the tests run and `libprof explain` prints.
public enum HazardKind: String, Sendable, Hashable, Codable, CaseIterable, CustomStringConvertible {
  /// The name stands in an annotation that is resolved in the module.
  case annotation
  /// Something in the program looks annotations up while it runs.
  case annotationsRead = "annotations-read"
  /// A function that uses the name runs while modules are loaded.
  case calledWhileLoading = "called-while-loading"
  /// The name gets another value where it comes from.
  case changingValue = "changing-value"
  /// A function that runs in child processes uses the name.
  case childProcess = "child-process"
  /// Modules import each other, and another one of them would be the first.
  case circular
  /// A compiler translates the function that uses the name.
  case compiledFunction = "compiled-function"
  /// The statement stands in a block that decides whether it runs.
  case conditionalImport = "conditional-import"
  /// The first use is in a coroutine.
  case coroutine
  /// The author says that the name is imported for others.
  case declaredExport = "declared-export"
  /// An example in a docstring uses the name.
  case doctest
  /// Names are reached in ways that cannot be followed.
  case dynamicNames = "dynamic-names"
  /// Loading the module changes something that others observe.
  case effect
  /// A module that stays changes what this one would find.
  case effectOrder = "effect-order"
  /// What would move has characters that are not UTF-8.
  case encoding
  /// Others take the name from this module.
  case exported
  /// The interpreter calls the function that uses the name.
  case hook
  /// Other code relies on this import for a part of a package.
  case implicitSubmodule = "implicit-submodule"
  /// A module could no longer be imported by itself.
  case importCycle = "import-cycle"
  /// The program changes what an import may do.
  case importSystem = "import-system"
  /// You said so.
  case kept
  /// The text leaves no room for the change.
  case layout
  /// The module is known to depend on when it is loaded.
  case loadOrder = "load-order"
  /// Loading the module reads what changes, or depends on the moment.
  case loadTime = "load-time"
  /// The program switches off the loggers that exist.
  case loggers
  /// Somebody goes through all that the module has.
  case moduleAsObject = "module-as-object"
  /// A text names what the module has.
  case namedInText = "named-in-text"
  /// Native libraries are known to depend on which is loaded first.
  case nativeOrder = "native-order"
  /// The name is used where no statement can stand.
  case noPlace = "no-place"
  /// The file is not understood in full.
  case notUnderstood = "not-understood"
  /// The name is part of what a package offers.
  case packageInterface = "package-interface"
  /// A test replaces the name in this module.
  case patchedName = "patched-name"
  /// A library that patches others has to be loaded before or after.
  case patchingOrder = "patching-order"
  /// Somebody tries to import the module, and copes if that fails.
  case probed
  /// Loading the module changes what the whole process shares.
  case processState = "process-state"
  /// Running the changed program showed it.
  case proof
  /// The name stands in a string that may be evaluated as a type.
  case quotedType = "quoted-type"
  /// The module gives the name another value as well.
  case rebound
  /// What is known about the package says so.
  case recipe
  /// Loading the module enters something where others look for it.
  case registration
  /// Somebody puts another module in its place.
  case replacedModule = "replaced-module"
  /// The search path changes after the import.
  case searchPath = "search-path"
  /// The function has a variable of that name.
  case shadowed
  /// The name is used while the program ends.
  case shutdown
  /// The import may be there for what loading does.
  case sideEffect = "side-effect"
  /// The statement is a star import, or one may change the name.
  case starImport = "star-import"
  /// A warning would be an error later.
  case strictWarnings = "strict-warnings"
  /// A part of the package has the same name.
  case submoduleShadow = "submodule-shadow"
  /// The name would become lazy with another one.
  case takenTogether = "taken-together"
  /// The first use is in another thread.
  case thread
  /// What is loaded takes a name that this module sets later.
  case unsettled
  /// The name is needed while the module loads.
  case usedWhileLoading = "used-while-loading"

  /// The name, as reports print it.
  public var description: String { rawValue }

  /// What it is, in a few words.
  public var summary: String {
    switch self {
    case .annotation: "The name stands in an annotation that is resolved in the module"
    case .annotationsRead: "Something in the program looks annotations up while it runs"
    case .calledWhileLoading: "A function that uses the name runs while modules are loaded"
    case .changingValue: "The name gets another value where it comes from"
    case .childProcess: "A function that runs in child processes uses the name"
    case .circular: "Modules import each other, and another one of them would be the first"
    case .compiledFunction: "A compiler translates the function that uses the name"
    case .conditionalImport: "The statement stands in a block that decides whether it runs"
    case .coroutine: "The first use is in a coroutine"
    case .declaredExport: "The author says that the name is imported for others"
    case .doctest: "An example in a docstring uses the name"
    case .dynamicNames: "Names are reached in ways that cannot be followed"
    case .effect: "Loading the module changes something that others observe"
    case .effectOrder: "A module that stays changes what this one would find"
    case .encoding: "What would move has characters that are not UTF-8"
    case .exported: "Others take the name from this module"
    case .hook: "The interpreter calls the function that uses the name"
    case .implicitSubmodule: "Other code relies on this import for a part of a package"
    case .importCycle: "A module could no longer be imported by itself"
    case .importSystem: "The program changes what an import may do"
    case .kept: "You said so"
    case .layout: "The text leaves no room for the change"
    case .loadOrder: "The module is known to depend on when it is loaded"
    case .loadTime: "Loading the module reads what changes, or depends on the moment"
    case .loggers: "The program switches off the loggers that exist"
    case .moduleAsObject: "Somebody goes through all that the module has"
    case .namedInText: "A text names what the module has"
    case .nativeOrder: "Native libraries are known to depend on which is loaded first"
    case .noPlace: "The name is used where no statement can stand"
    case .notUnderstood: "The file is not understood in full"
    case .packageInterface: "The name is part of what a package offers"
    case .patchedName: "A test replaces the name in this module"
    case .patchingOrder: "A library that patches others has to be loaded before or after"
    case .probed: "Somebody tries to import the module, and copes if that fails"
    case .processState: "Loading the module changes what the whole process shares"
    case .proof: "Running the changed program showed it"
    case .quotedType: "The name stands in a string that may be evaluated as a type"
    case .rebound: "The module gives the name another value as well"
    case .recipe: "What is known about the package says so"
    case .registration: "Loading the module enters something where others look for it"
    case .replacedModule: "Somebody puts another module in its place"
    case .searchPath: "The search path changes after the import"
    case .shadowed: "The function has a variable of that name"
    case .shutdown: "The name is used while the program ends"
    case .sideEffect: "The import may be there for what loading does"
    case .starImport: "The statement is a star import, or one may change the name"
    case .strictWarnings: "A warning would be an error later"
    case .submoduleShadow: "A part of the package has the same name"
    case .takenTogether: "The name would become lazy with another one"
    case .thread: "The first use is in another thread"
    case .unsettled: "What is loaded takes a name that this module sets later"
    case .usedWhileLoading: "The name is needed while the module loads"
    }
  }
}
