internal import PythonSyntax
internal import SourceText

/// Writes `from __future__ import annotations` where it must stand: before all code but the docstring.
enum FutureAnnotations {
  static func insertion(into module: ModuleSyntax) -> Edit {
    if let statement = module.imports.first(where: \.isFuture), let first = statement.names.first {
      return .insertion("annotations, ", at: first.range.lowerBound)
    }
    return ModuleTop(module).insertion(of: "from __future__ import annotations" + module.style.newline.rawValue)
  }
}
