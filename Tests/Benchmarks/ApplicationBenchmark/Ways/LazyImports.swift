/// CPython 3.15 treats every import as `lazy import` (PEP 810): `-X lazy_imports=all`.
struct LazyImports: Way {
  let title = Title.lazyImports

  func prepare(_ original: Place, in scratch: String) throws -> Prepared {
    var changed = original
    changed.variables["PYTHON_LAZY_IMPORTS"] = "all"
    return Prepared(place: changed)
  }
}
