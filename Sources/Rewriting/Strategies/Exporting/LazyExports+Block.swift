internal import PythonSyntax
internal import SourceText

extension LazyExports {
  /// The edits for imports that stood in a block which a condition decides on.
  ///
  /// What is loaded behind them may ask this module for their names, so a function that knows them stands where they stood. The
  /// module's own `__getattr__` hands on to it if it is defined further down in the block, and gets what is left if it is
  /// defined above.
  func insertions(inBlockAt offset: Int, _ margin: [UInt8], of file: ModuleSyntax) -> [Edit] {
    let text = SourceLines(file.source)
    let end = text.isBlank(line: file.source.lines.line(at: offset)) ? "" : newline
    guard let existing else {
      let functions = line(0, "def __getattr__(name):") + chain + newline + directory + end
      return [.insertion(indented(typeChecking(file, at: offset) + newline + functions, by: margin), at: offset)]
    }
    let names = imported.flatMap(\.boundNames) + exported.parts
    let (table, function) = (free("_names_to_come"), free("_import_when_asked"))
    var code =
      typeChecking(file, at: offset) + newline
      + listing("\(table) = (", names.map(quoted), names.count == 1 ? ",)" : ")", depth: 0) + newline
      + line(0, "def \(function)(name):") + chain + newline
    guard !existing.margin.isEmpty else {
      code += wrapper(around: existing, function, table) + end
      return [.insertion(indented(code, by: margin), at: offset)]
    }
    code += line(0, "__getattr__ = \(function)") + (existing.directoryLine != nil ? "" : newline + directory) + end
    let delegation =
      line(0, "if \(existing.parameter) in \(table):") + line(1, "return \(function)(\(existing.parameter))")
    var edits = [
      Edit.insertion(indented(code, by: margin), at: offset),
      Edit.insertion(indented(delegation, by: existing.start.indentation), at: existing.start.offset),
    ]
    if let look = existing.directoryLook {
      edits.append(.replacement(look, with: "dict.fromkeys([*globals(), *\(table)])"))
    }
    return edits
  }

  /// Functions in place of those that the module has at its margin, for what these do not know.
  private func wrapper(around existing: ExistingGetattr, _ function: String, _ table: String) -> String {
    let (asked, listed) = (free("_ask_otherwise"), free("_list_otherwise"))
    let getattr =
      line(0, "\(asked) = __getattr__") + newline
      + line(0, "def __getattr__(name):") + line(1, "if name in \(table):") + line(2, "return \(function)(name)")
      + line(1, "return \(asked)(name)")
    guard existing.directoryLine != nil else { return getattr + newline + directory }
    // A list of its own is complete.
    guard existing.directoryLooks else { return getattr }
    return getattr + newline + line(0, "\(listed) = __dir__") + newline + line(0, "def __dir__():")
      + line(1, "return sorted({*\(listed)(), *\(table)})")
  }

  private func free(_ name: String) -> String {
    let taken = Set(module.bindings.map(\.name))
    return sequence(first: name) { $0 + "_" }.first { !taken.contains($0) } ?? name
  }

  private func indented(_ code: String, by margin: [UInt8]) -> String {
    let margin = String(decoding: margin, as: UTF8.self)
    let rows = code.split(separator: newline, omittingEmptySubsequences: false)
    return rows.map { $0.isEmpty ? "" : margin + $0 }.joined(separator: newline)
  }
}
