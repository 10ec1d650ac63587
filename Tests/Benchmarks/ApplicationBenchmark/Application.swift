/// A function that is measured: one of those that the paper's applications are like.
struct Application {
  /// What the paper found for its application: original ÷ optimized.
  struct Gains {
    let initialization, endToEnd, memory: Double
  }

  /// The paper's number.
  let number: Int
  let name: String
  /// The folder of the program, and of its environment.
  let folder: String
  let handler: String
  /// The events by file name, the usual one first.
  let events: [String]
  let paper: Gains

  /// The file of the handler, relative to the folder.
  var file: String { handler.split(separator: ".")[0] + ".py" }
  /// The function in that file.
  var function: String { String(handler.split(separator: ".")[1]) }

  private init(
    _ number: Int,
    _ name: String,
    _ folder: String,
    _ handler: String,
    _ events: [String],
    _ paper: (Double, Double, Double)
  ) {
    self.number = number
    self.name = name
    self.folder = folder
    self.handler = handler
    self.events = events
    self.paper = Gains(initialization: paper.0, endToEnd: paper.1, memory: paper.2)
  }

  /// All of them, with the figures of LibProf (2024), table 2.
  static let all = [
    Application(1, "walk", "walk", "handler.handler", ["squiggle", "gates", "stored"], (2.30, 2.26, 1.44)),
    Application(2, "bfs", "graph", "bfs.handler", ["small", "large", "rejected"], (1.71, 1.67, 1.10)),
    Application(3, "mst", "graph", "mst.handler", ["small", "large", "rejected"], (1.74, 1.70, 1.10)),
    Application(4, "pagerank", "graph", "pagerank.handler", ["small", "large", "rejected"], (1.70, 1.62, 1.10)),
    Application(5, "sentences", "sentences", "handler.handler", ["long", "count", "empty"], (1.35, 1.33, 1.08)),
    Application(6, "bayes", "bayes", "handler.handler", ["message", "several", "explain"], (2.01, 2.01, 1.51)),
    Application(
      7,
      "wine-train",
      "wine",
      "train.handler",
      ["train", "train-rejected", "train-publish"],
      (1.79, 1.50, 1.34)
    ),
    Application(
      8,
      "wine-predict",
      "wine",
      "predict.handler",
      ["predict", "predict-table", "predict-stored"],
      (1.76, 1.68, 1.34)
    ),
    Application(9, "house", "house", "handler.handler", ["price", "range", "incomplete"], (1.37, 1.36, 1.04)),
    Application(
      10,
      "filters",
      "filters",
      "handler.handler",
      ["blur", "edges", "outline", "segments"],
      (1.41, 1.36, 1.00)
    ),
    Application(11, "table", "table", "handler.handler", ["small", "large", "rejected"], (1.17, 1.05, 1.09)),
    Application(
      12,
      "text-train",
      "text",
      "train.handler",
      ["train", "train-rejected", "train-publish"],
      (1.21, 1.09, 1.08)
    ),
    Application(
      13,
      "text-serve",
      "text",
      "serve.handler",
      ["serve", "serve-health", "serve-table", "serve-stored"],
      (1.23, 1.10, 1.09)
    ),
    Application(14, "ocr", "ocr", "handler.handler", ["recognise", "inspect", "stored"], (1.42, 1.19, 1.09)),
    Application(
      15,
      "vulnerabilities",
      "vulnerabilities",
      "handler.handler",
      ["one", "list", "empty"],
      (1.27, 1.20, 1.10)
    ),
    Application(
      16,
      "heart",
      "heart",
      "handler.handler",
      ["patient", "ward", "incomplete", "stored"],
      (1.39, 1.30, 1.16)
    ),
    Application(17, "forecast", "forecast", "handler.handler", ["week", "last", "chart"], (2.00, 1.09, 1.03)),
  ]
}
