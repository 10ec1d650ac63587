internal import PythonSyntax
internal import SourceText

/// Puts imports into a branch of a function, in front of what needs them.
struct BranchPlacement {
  private let module: ModuleSyntax
  private let sites: BranchSites

  init(_ module: ModuleSyntax) {
    self.module = module
    sites = BranchSites(module)
  }

  /// The branch that alone needs a name; nil if the function needs it whenever it is called, or no line is free there.
  func site(for name: ImportReference, inFunction index: Int) -> BranchSite? {
    let uses = module.uses(of: name).filter { use in
      !use.isAnnotation && module.enclosing(use.scope).contains { $0.index == index }
    }
    return sites.site(holding: uses, in: index)
  }

  /// The edit that puts imports into a branch, with a blank line behind them.
  func insertion(of lines: [ImportLine], at site: BranchSite, inFunction index: Int) throws(Refusal) -> Edit {
    let scope = module.scopes[index]
    guard let start = scope.bodyStart else {
      throw .noStatementPlace(name: lines.first?.boundNames.first ?? "", line: scope.line)
    }
    let block = FunctionImports(module, scope, start)
    for line in lines {
      for name in line.boundNames where block.isTaken(name, by: line) {
        throw .nameIsTaken(name: name, function: scope.qualifiedName)
      }
    }
    let newline = module.style.newline.rawValue
    let indentation = String(decoding: site.indentation, as: UTF8.self)
    let unit = String(decoding: module.style.indentation, as: UTF8.self)
    let previous = SourceLines(module.source).isBlank(line: module.source.lines.line(at: site.offset) - 1)
    var code = site.startsBlock || previous ? "" : newline
    for (index, line) in lines.enumerated() {
      if index > 0, lines[index - 1].group != line.group { code += newline }
      code += line.leadingComments.map { indentation + $0 + newline }.joined()
      code += line.text(indentation: indentation, unit: unit, newline: newline)
    }
    return .insertion(code + newline, at: site.offset)
  }
}
