import Foundation
import ImportGraph
import Recording
import TestSupport
import Testing

@Suite struct `The owner of a module` {
  private let scratch: ScratchDirectory
  private let root: String

  init() throws {
    scratch = try ScratchDirectory()
    root = scratch.url.resolvingSymlinksInPath().path
    try scratch.write("", to: "project/app.py")
  }

  /// Installs metadata alone, as an editable install does, or with a record of files.
  private func install(_ name: String, record: String, editable folder: String? = nil) throws {
    let metadata = "env/site-packages/\(name)-1.0.dist-info"
    try scratch.write("Name: \(name)\nVersion: 1.0\nSummary: About \(name)\n", to: "\(metadata)/METADATA")
    try scratch.write(record, to: "\(metadata)/RECORD")
    guard let folder else { return }
    let origin = "{\"dir_info\": {\"editable\": true}, \"url\": \"file://\(root)/\(folder)\"}"
    try scratch.write(origin, to: "\(metadata)/direct_url.json")
  }

  private func owner(of file: String, searchPath: [String] = []) -> Distribution? {
    var process = SyntheticProcess()
    process.load("module", file, at: nil)
    let recording = Recording(
      interpreter: Interpreter(
        executable: "/base/bin/python",
        version: "3.11.2",
        prefix: "\(root)/env",
        basePrefix: "/base",
        searchPath: ["\(root)/env/site-packages"] + searchPath
      ),
      program: RecordedProgram(entry: .handler("app.handler"), root: "\(root)/project"),
      runs: [Run(event: "e", processes: [process.record])]
    )
    return ImportGraph(recording, Project(of: recording)).module(named: "module")?.distribution
  }

  @Test(arguments: ["__editable__.lib-1.0.pth", "__editable___lib_1_0_finder.py", "_lib.pth"])
  func `is an editable project, however the import system is led to it`(_ guide: String) throws {
    try install("lib", record: "\(guide),,\nlib-1.0.dist-info/RECORD,,\n", editable: "work/lib")
    try scratch.write("\(root)/work/lib/src\n", to: "env/site-packages/\(guide)")
    let found = owner(of: "\(root)/work/lib/src/lib/__init__.py", searchPath: ["\(root)/work/lib/src"])
    #expect(found?.description == "lib 1.0")
    #expect(found?.kind == .installed)
    #expect(owner(of: "\(root)/work/library/other.py")?.kind == .unknown)
  }

  @Test func `is the nearer of two editable projects, one in the other's folder`() throws {
    try install("outer", record: "", editable: "work")
    try install("inner", record: "", editable: "work/inner")
    #expect(owner(of: "\(root)/work/inner/src/inner.py")?.name == "inner")
    #expect(owner(of: "\(root)/work/outer.py")?.name == "outer")
  }

  @Test func `is the program, though it is installed into its environment as editable`() throws {
    try install("app", record: "", editable: "project")
    #expect(owner(of: "\(root)/project/app.py")?.kind == .firstParty)
  }

  @Test func `is a project that the older way of developing has left its metadata beside`() throws {
    try scratch.write("old\n", to: "work/old/Old.egg-info/top_level.txt")
    try scratch.write("Name: Old\n", to: "work/old/Old.egg-info/PKG-INFO")
    let found = owner(of: "\(root)/work/old/old/__init__.py", searchPath: ["\(root)/work/old"])
    #expect(found?.name == "Old")
  }

  @Test func `is who has installed a portion of a namespace package`() throws {
    try install("one", record: "google/one/__init__.py,,\n")
    try install("two", record: "google/two/__init__.py,,\ngoogle/two/deep/part.py,,\n")
    #expect(owner(of: "\(root)/env/site-packages/google/one/__init__.py")?.name == "one")
    #expect(owner(of: "\(root)/env/site-packages/google/two/deep/part.py")?.name == "two")
  }

  @Test func `is for a vendored package the one that ships it`() throws {
    try install("pip", record: "pip/__init__.py,,\npip/_vendor/requests/__init__.py,,\n")
    try install("requests", record: "requests/__init__.py,,\n")
    #expect(owner(of: "\(root)/env/site-packages/pip/_vendor/requests/__init__.py")?.name == "pip")
    #expect(owner(of: "\(root)/env/site-packages/requests/__init__.py")?.name == "requests")
  }

  @Test func `is an archive by its name, the standard library's own, or the program's`() throws {
    let layer = owner(of: "/opt/layers/packages.zip/lib/__init__.py", searchPath: ["/opt/layers/packages.zip"])
    #expect(layer?.kind == .unknown)
    #expect(layer?.name == "packages.zip")
    #expect(owner(of: "/base/lib/python311.zip/json/__init__.py")?.kind == .standardLibrary)
    #expect(owner(of: "/base/lib/python3.11/json/__init__.py")?.kind == .standardLibrary)
    #expect(owner(of: "\(root)/project/bundle.pyz/app.py")?.kind == .firstParty)
  }

  @Test func `says what its metadata says of it`() throws {
    try install("lib", record: "lib.py,,\n")
    #expect(owner(of: "\(root)/env/site-packages/lib.py")?.summary == "About lib")
  }
}
