import Launching
import Recording
import Testing

/// Lazy imports (PEP 810) load nothing where they stand: the module is loaded where its name is first used.
@Suite struct `A lazy import` {
  private static let files = [
    "app.py": """
    import sys
    lazy import heavy
    lazy from helper import value, other
    lazy import never
    print("heavy" in sys.modules, "helper" in sys.modules)

    def use():
        return heavy.number

    use()
    print(value)
    print(other)
    """,
    "heavy.py": "import inner\nnumber = 1\n", "inner.py": "", "never.py": "",
    "helper.py": "value = other = 2\n",
  ]

  @Test func `is noted where it stands, and its load where the name is first used`() throws {
    let sample = try Sample(python: 15, Self.files)
    let (outcome, _) = try sample.watched(["app.py"])
    #expect(outcome.standardOutput.text == "False False\n2\n2\n")
    let process = try sample.process()
    #expect(lazy(process) == ["app.py:2 heavy", "app.py:3 helper", "app.py:4 never"])
    #expect(process.load("heavy")?.site?.short == "app.py:8")
    #expect(process.load("helper")?.site?.short == "app.py:11")
    #expect(process.load("never") == nil)
    #expect(process.load("inner")?.site?.short == "heavy.py:1")
    let resolved = process.imports.first { !$0.isLazy && $0.target == "heavy" }
    #expect(resolved?.site?.short == "app.py:8")
  }

  @Test func `may be asked for by the program's own list or by an option`() throws {
    let program = "__lazy_modules__ = ['heavy']\nimport heavy\nimport helper\nprint(1)\nheavy.number\n"
    let sample = try Sample(python: 15, Self.files.merging(["app.py": program]) { $1 })
    let listed = try sample.process()
    #expect(lazy(listed) == ["app.py:2 heavy"])
    #expect(listed.load("heavy")?.site?.short == "app.py:5")
    #expect(listed.load("helper")?.site?.short == "app.py:3")
    let all = try sample.process(["-X", "lazy_imports=all", "app.py"])
    #expect(all.imports.contains { $0.isLazy && $0.target == "helper" && $0.site?.short == "app.py:3" })
    #expect(all.load("helper") == nil)
    #expect(all.load("heavy")?.site?.short == "app.py:5")
  }

  @Test func `may be a call, and fails where it is used`() throws {
    let program = """
      import sys
      module = __lazy_import__("heavy")
      lazy import nowhere_to_be_found
      lazy import helper.part
      print(type(globals()["module"]).__name__)
      try:
          nowhere_to_be_found.value
      except ImportError as error:
          print(type(error).__name__)
      print(helper.value)
      """
    let sample = try Sample(python: 15, Self.files.merging(["app.py": program]) { $1 })
    let plain = try sample.plain(["app.py"])
    let (watched, _) = try sample.watched(["app.py"])
    #expect(watched.standardOutput.text == plain.standardOutput.text)
    #expect(watched.standardError.text == plain.standardError.text)
    #expect(watched.termination == plain.termination)
    let process = try sample.process()
    #expect(process.imports.contains { $0.isLazy && $0.target == "heavy" && $0.site?.short == "app.py:2" })
    #expect(process.load("nowhere_to_be_found")?.succeeded == false)
    #expect(process.load("nowhere_to_be_found")?.site?.short == "app.py:7")
  }

  /// What stands for an import gives way to what it stands for as soon as somebody uses the name: that changes nothing.
  @Test func `is no effect of whoever uses it first`() throws {
    let owner = "lazy import heavy\nlazy import package.part\nlazy from helper import value, other\nlazy import never\n"
    let user = """
      import owner
      owner.heavy.number, owner.package.part.number, owner.value
      owner.other = 3
      owner.never = owner.heavy
      """
    let files = [
      "app.py": "import user\nprint(1)\n", "user.py": user, "owner.py": owner, "package/__init__.py": "",
      "package/part.py": "number = 3\n", "helper.py": "class value: pass\nclass other: pass\n",
    ]
    let process = try Sample(python: 15, Self.files.merging(files) { $1 }).process(probes: "imports,effects")
    let effects = process.effects.filter { $0.subject.hasPrefix("owner.") }
    #expect(
      effects.map { "\($0.module) \($0.change) \($0.subject)" }.sorted() == [
        "user replaced owner.never", "user replaced owner.other",
      ]
    )
  }

  /// The program's own; the standard library has lazy imports too.
  private func lazy(_ process: ProcessRecord) -> [String] {
    process.imports.filter(\.isLazy).compactMap { statement in
      statement.site.map { "\($0.short) \(statement.target)" }
    }.filter { $0.hasPrefix("app.py:") }
  }
}
