import Advice
import Testing

@testable import Workflow

@Suite struct `Setting the numbers of a budget` {
  /// 5.0 bare starts, 10 MiB, 100 modules; the second event is the smaller one.
  private static let current = Baseline(
    origin: "the recording",
    python: "3.11.2",
    starts: [
      start("a", initialization: 50, memory: 10, modules: 100), start("b", initialization: 30, memory: 4, modules: 20),
    ]
  )

  private static func start(_ event: String, initialization: UInt64, memory: Int64, modules: Int) -> Baseline.Start {
    Baseline.Start(
      event: event,
      share: 0.5,
      interpreterTime: 10_000_000,
      initializationTime: initialization * 1_000_000,
      memory: memory << 20,
      modules: Set((0..<modules).map { "m\($0)" })
    )
  }

  private static func update(_ text: String) throws -> BudgetUpdate {
    try BudgetUpdate(current, Budget(text: text), text: text)
  }

  private static let text = """
    [project]
    name = "shop"  # a comment

    [tool.libprof.budget]
    # Agreed in spring.
    init = 3.0       # three times a bare start
    memory = 64
    forbidden = ["pandas"]

    [tool.other]
    modules = 3

    """

  @Test func `leaves the rest of the file as it is, and tells what is looser`() throws {
    let update = try Self.update(Self.text)
    #expect(
      update.text
        == Self.text.replacing("init = 3.0 ", with: "init = 5.5 ")
        .replacing("memory = 64\n", with: "memory = 11\nmodules = 111\n")
    )
    #expect(update.changes.map(\.key) == ["init", "memory", "modules"])
    #expect(update.changes.map(\.old) == ["3.0", "64", nil])
    #expect(update.changes.map(\.isLooser) == [true, false, false])
  }

  @Test func `keeps the line ends of Windows`() throws {
    let text = Self.text.replacing("\n", with: "\r\n")
    let update = try Self.update(text)
    let expected = try Self.update(Self.text).text.replacing("\n", with: "\r\n")
    #expect(Array(update.text.utf8) == Array(expected.utf8), "\(update.text.debugDescription)")
  }

  @Test func `changes nothing the second time`() throws {
    let once = try Self.update(Self.text)
    let twice = try Self.update(once.text)
    #expect(twice.changes.isEmpty && twice.text == once.text)
  }

  @Test(arguments: ["", "[project]\nname = 'shop'", "[project]\nname = 'shop'\n\n"])
  func `adds the table where there is none`(text: String) throws {
    let update = try Self.update(text)
    let table = "[tool.libprof.budget]\ninit = 5.5\nmemory = 11\nmodules = 111\n"
    #expect(update.text == (text.isEmpty ? table : "[project]\nname = 'shop'\n\n\(table)"))
  }

  @Test func `leaves shares of the baseline to the baseline, and events that have limits of their own to these`() throws
  {
    let text = """
      [tool.libprof.budget]
      init = "110 %"
      modules = 500
      [tool.libprof.budget.events.a]
      modules = 120

      """
    let update = try Self.update(text)
    #expect(update.changes.map(\.key) == ["memory", "modules"])
    #expect(update.text.contains("modules = 22\n") && update.text.contains("modules = 120\n"))
    #expect(update.text.contains("init = \"110 %\"\n"))
  }

  @Test(arguments: [
    "tool.libprof.budget.init = 3\n", "[tool.libprof]\nbudget = {init = 3}\n", "[tool]\nlibprof.budget.modules = 3\n",
  ]) func `refuses another form than a table`(text: String) {
    let error = #expect(throws: GateError.self) { try Self.update(text) }
    #expect(error?.description.contains("write [tool.libprof.budget] on a line of its own") == true)
  }
}
