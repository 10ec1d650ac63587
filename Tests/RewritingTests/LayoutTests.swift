import PythonSyntax
import Rewriting
import SourceText
import TestSupport
import Testing

/// Files as they come: with other line ends, tabs, marks, no last line end, continued lines.
struct `The layout of a file` {
  /// How a text is changed before a strategy gets it.
  enum Shape: String, CaseIterable, Sendable {
    case plain, carriageReturns, tabs, mark, unended, licence, encoded

    func apply(_ text: String) -> String {
      switch self {
      case .plain: text
      case .carriageReturns: text.replacing("\n", with: "\r\n")
      case .tabs: text.replacing("    ", with: "\t")
      case .mark: "\u{FEFF}" + text
      case .unended: String(text.dropLast())
      case .licence: "#!/usr/bin/env python3\n# Copyright (c) Example\n#\n# All rights reserved.\n" + text
      case .encoded: "# -*- coding: utf-8 -*-\n" + text
      }
    }
  }

  /// What is done to the names `heavy`, `Base` and `slow`.
  enum Strategy: String, CaseIterable, Sendable {
    case local, branch, cached, cachedBranch, typeChecking, moduleGetattr, lazyKeyword, lazyModules, narrow, remove

    func edits(_ names: [ImportReference], _ module: ModuleSyntax) throws(Refusal) -> [Edit] {
      switch self {
      case .local: try Local.edits(moving: names, in: module)
      case .branch: try Local.edits(moving: names, late: Set(names), in: module)
      case .cached: try Local.edits(moving: names, cached: Set(names), in: module)
      case .cachedBranch: try Local.edits(moving: names, late: Set(names), cached: Set(names), in: module)
      case .moduleGetattr: try ModuleGetattr.edits(exporting: names, in: module)
      case .remove: try ImportRemoval.edits(removing: names, in: module)
      case .typeChecking: try TypeChecking.edits(moving: names, in: module)
      case .lazyKeyword: try LazyKeyword.edits(deferring: names, in: module)
      case .lazyModules: try LazyModules.edits(deferring: names, inModuleNamed: "app", in: module)
      case .narrow:
        try Narrow.edits(
          taking: Dictionary(
            uniqueKeysWithValues: names.map { name in
              (name, ImportLine(from: "light.place", [.init(module[name].name, as: module[name].alias)]))
            }
          ),
          in: module
        )
      }
    }
  }

  private static let texts = [
    "if 1:\n    from heavy import Base, work\n\nclass C(Base):\n    x = work()\n",
    "import heavy\n\ndef f(x):\n    if x:\n        return heavy.work()\n",
    "import heavy\ndef f(x):\n    if x: return heavy.work()\n    return 0\n",
    "\"\"\"Docstring.\"\"\"\nimport sys; import heavy\n\n@staticmethod\ndef f(x: \"heavy.Base\"):\n    return sys\n",
    "from __future__ import annotations\nfrom heavy import (\n    work,\n    Base,  # a class\n)\n\nasync def f(x: Base):\n    return work\n",
    "import heavy, \\\n    sys\n\nclass C:\n    x: heavy.Base = None\n    def g(self):\n        return sys\n",
    "import heavy, \\\n    slow\n\nclass C:\n    def g(self):\n        match self:\n            case 1:\n                return [heavy.x for _ in slow.y]\n        return lambda: heavy\n",
    "'''One.'''\nfrom heavy import Base as Base\n\ndef f(x):\n    '''Two.'''\n    def g(y: 'Base'):\n        nonlocal x\n        x = y\n    try:\n        g(1)\n    except ValueError:\n        return Base()\n",
    "import heavy\nimport slow  # here\nfrom m import (a)\ndef f(x: heavy.Base, y: slow.Base) -> heavy.Base:\n    return a\n",
    "if 1:\n    import sys\nimport heavy\ndef f(x):\n    if not x:\n        raise ValueError\n    for y in x:\n        with y:\n            heavy.work()\n",
    "import heavy\nclass C:\n    def f(self):\n        global x\n        x = 1\n        if x:\n            del x\n        elif self:\n            yield heavy\n",
  ]

  private static let cases = texts.indices.flatMap { text in
    Shape.allCases.flatMap { shape in Strategy.allCases.map { (text, shape, $0) } }
  }

  @Test(arguments: cases) func `is kept by every strategy`(_ text: Int, _ shape: Shape, _ strategy: Strategy) throws {
    let before = ModuleSyntax(source: SourceFile(path: "app.py", text: shape.apply(Self.texts[text])))
    #expect(before.problems.isEmpty)
    func names(_ module: ModuleSyntax) -> [ImportReference] {
      ["heavy", "Base", "slow"].flatMap { module.imports(binding: $0) }
        .filter { !module.imports[$0.statement].nesting.contains(.typeChecking) }
    }
    let edits: [Edit]
    do {
      edits = try strategy.edits(names(before), before)
    } catch {
      // Not every strategy fits every text, but that is said of the text, not found out by a mistake.
      if case .unexpectedResult(let what) = error { Issue.record("\(what)") }
      return
    }
    #expect(!edits.isEmpty)
    let after = ModuleSyntax(source: try before.source.applying(edits))
    try check(after, shape, strategy)
    #expect(try strategy.edits(names(after), after).isEmpty, "a second application must change nothing")
    #expect(try applying(reverse(edits, before.source.bytes), to: after.source.bytes) == before.source.bytes)
  }

  @Test(arguments: Shape.allCases) func `does not hide that an import is to be kept`(_ shape: Shape) throws {
    let text = shape.apply("import heavy  # libprof: keep\n\ndef f():\n    return heavy\n")
    let module = ModuleSyntax(source: SourceFile(path: "app.py", text: text))
    #expect(module.imports[0].isKept)
  }

  private func check(_ after: ModuleSyntax, _ shape: Shape, _ strategy: Strategy) throws {
    let bytes = after.source.bytes
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(after.problems.isEmpty, "\(text)")
    let lineFeeds = bytes.count { $0 == 0x0A }
    let returns = bytes.count { $0 == 0x0D }
    #expect(returns == (shape == .carriageReturns ? lineFeeds : 0), "\(text)")
    if shape == .tabs { #expect(!text.contains("    "), "\(text)") } else { #expect(!text.contains("\t")) }
    #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]) == (shape == .mark))
    for head in ["#!/usr/bin/env python3\n# Copyright (c) Example\n#\n# All rights", "# -*- coding"] {
      if shape == (head.hasPrefix("#!") ? .licence : .encoded) { #expect(text.hasPrefix(head)) }
    }
    let oldest = strategy == .lazyKeyword ? 15 : 10
    guard let interpreter = Interpreters.newest, interpreter.isAtLeast(oldest) else { return }
    let script = "import ast, sys; ast.parse(sys.stdin.buffer.read()); compile(ast.parse(b'1'), 'x', 'exec')"
    let parsed = try Command.run([interpreter.path, "-I", "-c", script], input: bytes)
    #expect(parsed.succeeded, "\(parsed.errorText)\(text)")
  }

  /// The edits that take others back.
  private func reverse(_ edits: [Edit], _ bytes: [UInt8]) -> [Edit] {
    var shift = 0
    return Edit.sorted(edits).map { edit in
      let start = edit.range.lowerBound + shift
      shift += edit.replacement.count - edit.range.count
      return .replacement(start..<(start + edit.replacement.count), with: Array(bytes[edit.range]))
    }
  }
}
