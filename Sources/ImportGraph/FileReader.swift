internal import Dispatch
internal import PythonSyntax
internal import SourceText
internal import Synchronization

/// Reads and analyses files on all processors, and asks the cache first.
struct FileReader {
  /// What became of a file.
  typealias Answer = Result<ModuleSyntax, SourceTextError>

  /// What the program's interpreter understands.
  let edition: LanguageEdition
  /// What earlier runs found out.
  let known: SyntaxPack
  /// What the star imports of each file bind.
  var starNames: [String: StarNames] = [:]

  /// Reads files.
  ///
  /// - Parameter paths: the files.
  /// - Returns: what became of each, in the same order, and everything that is known about them now.
  func read(_ paths: [String]) -> (answers: [Answer], pack: SyntaxPack) {
    let done = Mutex<[Int: (answer: Answer, hash: ContentHash, archive: ArraySlice<UInt8>)]>([:])
    let unreadable = Mutex<[Int: Answer]>([:])
    DispatchQueue.concurrentPerform(iterations: paths.count) { index in
      do throws(SourceTextError) {
        let source = try SourceFile.read(paths[index])
        let stars = starNames[paths[index]] ?? StarNames()
        let hash = ContentHash(source.bytes, seed: stars.seed &* 2 &+ (edition == .from314 ? 1 : 0))
        let (syntax, archive) = analysed(source, hash, stars)
        done.withLock { $0[index] = (.success(syntax), hash, archive) }
      } catch {
        unreadable.withLock { $0[index] = .failure(error) }
      }
    }
    let (read, failed) = (done.withLock { $0 }, unreadable.withLock { $0 })
    var pack = SyntaxPack()
    for file in read.values { pack.add(file.archive, for: file.hash) }
    return (paths.indices.compactMap { read[$0]?.answer ?? failed[$0] }, pack)
  }

  private func analysed(
    _ source: SourceFile,
    _ hash: ContentHash,
    _ starNames: StarNames
  ) -> (ModuleSyntax, ArraySlice<UInt8>) {
    if let archive = known.entries[hash],
      let syntax = ModuleSyntax(source: source, archive: archive, edition: edition)
    {
      return (syntax, archive)
    }
    let syntax = ModuleSyntax(source: source, edition: edition, starNames: starNames)
    return (syntax, syntax.archive[...])
  }
}
