import Foundation
import ImportGraph
import PythonSyntax
import TestSupport
import Testing

struct Projects {
  @Test func `a second reading gives the same from the cache`() throws {
    let folder = try ScratchDirectory()
    let (first, cache) = try project(in: folder)
    let pack = try onlyPack(of: cache)
    let second = read(folder, cache)
    #expect(second.files == first.files && second.problems == first.problems)
    #expect(try onlyPack(of: cache) == pack)
  }

  @Test func `a changed file is analysed again, and what is gone is forgotten`() throws {
    let folder = try ScratchDirectory()
    let (_, cache) = try project(in: folder)
    let before = try onlyPack(of: cache)
    try folder.write("import c\n", to: "a.py")
    let after = read(folder, cache)
    #expect(after.files["\(folder.path)/a.py"]?.imports.first?.names.first?.name == "c")
    try folder.write("import b\n", to: "a.py")
    _ = read(folder, cache)
    #expect(try onlyPack(of: cache) == before)
  }

  @Test(arguments: [0, 1, 20, 60, 100])
  func `a damaged cache is as if it were not there`(_ place: Int) throws {
    let folder = try ScratchDirectory()
    let (first, cache) = try project(in: folder)
    var pack = try onlyPack(of: cache)
    pack[place] ^= 0x55
    try write(pack, to: cache)
    #expect(read(folder, cache).files == first.files)
    try write(pack.prefix(place), to: cache)
    #expect(read(folder, cache).files == first.files)
  }

  @Test func `the cache keeps to its size and forgets first what was not used`() throws {
    let folder = try ScratchDirectory()
    var (_, cache) = try project(in: folder)
    let old = "\(cache.folder)/old.pack"
    try Data(count: 100_000).write(to: URL(filePath: old))
    try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 0)], ofItemAtPath: old)
    cache.capacity = 50_000
    try folder.write("import c\n", to: "a.py")
    _ = read(folder, cache)
    #expect(try onlyPack(of: cache).count < 50_000)
  }

  @Test func `a cache that cannot be written changes nothing`() throws {
    let folder = try ScratchDirectory()
    try folder.write("import b\n", to: "a.py")
    let cache = SyntaxCache(folder: "\(folder.path)/a.py/impossible")
    #expect(read(folder, cache).files.count == 1)
  }

  @Test func `environments and hidden folders hold no files of the program`() throws {
    let folder = try ScratchDirectory()
    for path in ["a.py", "p/b.py", "env/pyvenv.cfg", "env/lib/c.py", ".git/d.py", "node_modules/e.py"] {
      try folder.write("", to: path)
    }
    #expect(Project.pythonFiles(below: folder.path) == ["a.py", "p/b.py"].map { "\(folder.path)/\($0)" })
  }

  private func project(in folder: ScratchDirectory) throws -> (Project, SyntaxCache) {
    try folder.write("import b\n", to: "a.py")
    try folder.write("def f(:\n", to: "p/broken.py")
    let cache = SyntaxCache(folder: "\(folder.path)/.cache")
    return (read(folder, cache), cache)
  }

  private func read(_ folder: ScratchDirectory, _ cache: SyntaxCache) -> Project {
    Project(root: folder.path, paths: Project.pythonFiles(below: folder.path), edition: .upTo313, cache: cache)
  }

  private func packs(of cache: SyntaxCache) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: cache.folder).map { "\(cache.folder)/\($0)" }
  }

  private func onlyPack(of cache: SyntaxCache) throws -> [UInt8] {
    let packs = try packs(of: cache)
    #expect(packs.count == 1)
    return [UInt8](try Data(contentsOf: URL(filePath: try #require(packs.first))))
  }

  private func write(_ bytes: some Sequence<UInt8>, to cache: SyntaxCache) throws {
    try Data(bytes).write(to: URL(filePath: try #require(try packs(of: cache).first)))
  }
}
