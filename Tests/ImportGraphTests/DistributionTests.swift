import Foundation
import ImportGraph
import Recording
import TestSupport
import Testing

@Suite struct `A distribution` {
  @Test func `owns what its record lists`() throws {
    let scratch = try ScratchDirectory()
    let root = scratch.url.resolvingSymlinksInPath().path
    try scratch.write("Name: Py-YAML\nVersion: 6.0\n", to: "env/site-packages/py_yaml-6.0.dist-info/METADATA")
    try scratch.write(
      "yaml/__init__.py,sha256=x,1\n_yaml.so,,\npy_yaml-6.0.dist-info/RECORD,,\n",
      to: "env/site-packages/py_yaml-6.0.dist-info/RECORD"
    )
    for part in ["one", "two"] {
      let record = "shared/\(part)/__init__.py,,\r\n\(part)-1.0.dist-info/RECORD,,\r\n"
      try scratch.write(record, to: "env/site-packages/\(part)-1.0.dist-info/RECORD")
    }
    try scratch.write("old\n", to: "env/site-packages/Old-0.3-py3.11.egg-info/top_level.txt")
    try scratch.write("Name: Old\n", to: "env/site-packages/Old-0.3-py3.11.egg-info/PKG-INFO")
    let packages = "\(root)/env/site-packages"
    func load(_ name: String, _ file: String?) -> ModuleLoad {
      ModuleLoad(
        name: name,
        file: file,
        kind: .source,
        succeeded: true,
        parent: nil,
        site: nil,
        phase: 0,
        selfTime: 5,
        inclusiveTime: 5,
        selfCPU: 0,
        inclusiveCPU: 0,
        selfMemory: 0,
        inclusiveMemory: 0
      )
    }
    let loads = [
      load("yaml", "\(packages)/yaml/__init__.py"), load("_yaml", "\(packages)/_yaml.so"),
      load("shared.one", "\(packages)/shared/one/__init__.py"),
      load("shared.two", "\(packages)/shared/two/__init__.py"), load("old", "\(packages)/old.py"),
      load("stray", "\(packages)/stray.py"), load("json", "/base/lib/python3.11/json/__init__.py"),
      load("sys", nil), load("app", "\(root)/project/app.py"),
    ]
    let process = ProcessRecord(
      identifier: 1,
      parent: 0,
      isCut: false,
      phases: [Phase(kind: .initialization, name: "", began: 0, ended: 100)],
      loads: loads,
      imports: [],
      calls: []
    )
    let recording = Recording(
      interpreter: Interpreter(
        executable: "/base/bin/python",
        version: "3.11.2",
        prefix: "\(root)/env",
        basePrefix: "/base",
        searchPath: []
      ),
      program: RecordedProgram(entry: .handler("app.handler"), root: "\(root)/project"),
      runs: [Run(event: "e", processes: [process])]
    )
    let graph = ImportGraph(recording, Project(of: recording))
    func owner(_ name: String) -> String? { graph.module(named: name).map { "\($0.distribution)" } }
    #expect(owner("yaml") == "Py-YAML 6.0")
    #expect(owner("_yaml") == "Py-YAML 6.0")
    // A namespace package belongs to several.
    #expect(owner("shared.one") == "one 1.0")
    #expect(owner("shared.two") == "two 1.0")
    #expect(owner("old") == "Old 0.3")
    #expect(owner("stray") == "stray.py")
    #expect(owner("json") == "Python standard library 3.11.2")
    #expect(owner("sys") == "Python standard library 3.11.2")
    #expect(graph.module(named: "app")?.distribution.kind == .firstParty)
  }
}
