public import Advice

/// What a diagnostic is an instance of: a pattern of findings or a strategy of fixes, under a name that stays.
public struct Rule: Sendable, Hashable {
  /// The name, the same in every format, in the command line and in the documentation.
  public let id: String
  /// What it says, in a few words.
  public let summary: String
  /// When it applies, in one or two sentences.
  public let explanation: String
  /// How much weight it has for tools that tell warnings from errors.
  public var level = Level.warning

  /// How much weight a rule has.
  public enum Level: String, Sendable {
    /// Something can be better.
    case warning
    /// A limit that was set is not kept.
    case error
  }
}

extension Rule {
  /// All rules: the patterns of findings, then the strategies of fixes.
  public static let all = Finding.Pattern.allCases.map(Rule.init) + PlannedChange.Strategy.allCases.map(Rule.init)

  /// The rule of a pattern.
  public init(_ pattern: Finding.Pattern) {
    id = pattern.rawValue
    switch pattern {
    case .unused:
      summary = "A library is loaded that nothing needs"
      explanation = "None of the recorded events needs it: remove its imports, or defer them."
    case .rarelyUsed:
      summary = "A library is loaded at every start that few events need"
      explanation =
        "Some of the recorded events need it, or all of them only in part; the others pay for it as well. Defer its "
        + "imports to the functions that use it."
    case .misused:
      summary = "A library is heavy for the little it does"
      explanation = "At most a few of its functions run, and loading it takes many times as long as they do."
    case .avoidable:
      summary = "A library is used for something that no answer consists of"
      explanation = "By its own description it shows progress, logs or writes to a console."
    case .bytecodeMissing:
      summary = "Modules are compiled from source at every start"
      explanation = "There is no bytecode of them, and none can be written where they lie."
    case .startup:
      summary = "The environment loads modules before the program begins"
      explanation = "A .pth file or sitecustomize adds them to every start of the interpreter."
    }
  }

  /// The rule of a strategy.
  public init(_ strategy: PlannedChange.Strategy) {
    id = strategy.rawValue
    switch strategy {
    case .local:
      summary = "An import can wait for the functions that use it"
      explanation =
        "All uses of the name are in functions: the import moves into them, or into the branch that needs it."
    case .remove:
      summary = "An import can go"
      explanation = "Nothing uses the name, and loading the module was seen to change nothing else."
    case .moduleGetattr:
      summary = "A module can import a name when it is asked for it"
      explanation = "Others read the name from the module, which imports it on the first access (PEP 562)."
    case .typeChecking:
      summary = "An import can be left to type checkers"
      explanation = "Only annotations name it and nothing evaluates them: the import goes under `if TYPE_CHECKING:`."
    case .lazyKeyword:
      summary = "An import can be lazy"
      explanation = "The project's oldest Python has `lazy import` (PEP 810)."
    case .lazyModules:
      summary = "An import can be lazy where Python allows it"
      explanation = "The module's `__lazy_modules__` names it (PEP 810); older Pythons ignore that."
    case .narrow:
      summary = "A name can be taken from where it is defined"
      explanation = "The module that it is imported from only passes it on, and loads far more."
    }
  }
}
