import Advice
import Recording

@testable import ImportGraph

/// Starts written down by hand: modules with their importers, as `app > shop.reports:5 > lib:2`.
enum WrittenStart {
  static let app = Distribution(kind: .firstParty, name: "project", version: "")

  static func site(_ file: String, _ line: Int) -> CodeSite { CodeSite(file: file, line: line) }

  static func library(_ name: String) -> Distribution { Distribution(kind: .installed, name: name, version: "1.0") }

  static func module(
    _ name: String,
    of distribution: Distribution,
    by importer: Int?,
    at site: CodeSite?,
    milliseconds: UInt64 = 1,
    mebibytes: Int64 = 0,
    _ moment: LoadedModule.Moment = .start
  ) -> LoadedModule {
    LoadedModule(
      name: name,
      distribution: distribution,
      selfTime: milliseconds * 1_000_000,
      selfMemory: mebibytes << 20,
      importer: importer,
      site: site,
      moment: moment
    )
  }

  /// `app` imports `shop` and, if it is to, `shop.reports`, which imports `pandas` with `numpy`; `shop` imports `requests`.
  static func start(
    _ event: String = "order.json",
    withReports: Bool = true,
    initialization: UInt64 = 200,
    interpreter: UInt64 = 20,
    share: Double = 1
  ) -> StartLoads {
    var modules = [
      module("app", of: app, by: nil, at: nil),
      module("shop", of: app, by: 0, at: site("app.py", 1)),
      module("requests", of: library("requests"), by: 1, at: site("shop.py", 1), milliseconds: 60, mebibytes: 6),
    ]
    if withReports {
      modules += [
        module("shop.reports", of: app, by: 0, at: site("app.py", 5), milliseconds: 2),
        module("pandas", of: library("pandas"), by: 3, at: site("reports.py", 2), milliseconds: 80, mebibytes: 20),
        module("numpy", of: library("numpy"), by: 4, at: site("/env/pandas.py", 7), milliseconds: 40, mebibytes: 10),
        module("pandas.io", of: library("pandas"), by: 4, at: nil, milliseconds: 9),
      ]
    }
    return StartLoads(
      event: event,
      share: share,
      interpreterTime: interpreter * 1_000_000,
      initializationTime: initialization * 1_000_000,
      modules: modules
    )
  }

  static func isOwn(_ file: String) -> Bool { !file.hasPrefix("/") && !file.hasPrefix("<") }
}
