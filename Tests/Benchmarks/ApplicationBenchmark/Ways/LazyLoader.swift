import Foundation

/// Every module is loaded at the first look at one of its attributes: `importlib.util.LazyLoader` around the loaders of every
/// finder, put in place before the program begins.
struct LazyLoader: Way {
  let title = Title.lazyLoader

  func prepare(_ original: Place, in scratch: String) throws -> Prepared {
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    try Self.source.write(toFile: "\(scratch)/sitecustomize.py", atomically: false, encoding: .utf8)
    var changed = original
    changed.variables["PYTHONPATH"] = scratch
    return Prepared(place: changed)
  }

  private static let source = """
    import importlib.util
    import sys


    class LazyFinder:
        def find_spec(self, name, path=None, target=None):
            for finder in sys.meta_path:
                if finder is self or not hasattr(finder, "find_spec"):
                    continue
                spec = finder.find_spec(name, path, target)
                if spec is not None:
                    if spec.loader is not None and hasattr(spec.loader, "exec_module"):
                        spec.loader = importlib.util.LazyLoader(spec.loader)
                    return spec
            return None


    sys.meta_path.insert(0, LazyFinder())

    """
}
