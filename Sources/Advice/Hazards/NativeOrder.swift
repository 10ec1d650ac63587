internal import ImportGraph

/// Libraries whose shared objects are known to disturb each other, by static thread-local storage or two OpenMP runtimes: of
/// two of them the one that is loaded first stays the first.
enum NativeOrder {
  private static let libraries: Set = [
    "torch", "tensorflow", "faiss", "sklearn", "xgboost", "lightgbm", "cv2", "pyarrow", "onnxruntime", "mkl", "dgl",
    "paddle", "mxnet", "dlib", "open3d", "rdkit", "sentencepiece", "jaxlib", "spacy", "vtk", "PyQt5", "PyQt6",
    "PySide2",
    "PySide6",
  ]

  static func reason(against deferred: DeferredModules, in graph: ImportGraph) -> Reason? {
    let known = graph.modules.filter { libraries.contains($0.name) }
    for first in known where deferred.later.contains(first.index) {
      guard let second = known.first(where: { $0.index > first.index && !deferred.later.contains($0.index) }) else {
        continue
      }
      return .unsafe(
        .nativeOrder,
        "\(first.name) is loaded before \(second.name), and their native libraries are known to depend on that"
      )
    }
    return nil
  }
}
