internal import Foundation
internal import SamplingShims

/// Looks at all threads of one process.
struct ProcessSampler {
  private static let attempts = 4
  private static let deepest = 20_000
  /// The fields of a code object that are read lie in its first bytes; no code object is smaller.
  private static let codeSize = 176

  private var memory: ProcessMemory
  private let runtime: UInt64
  private let layout: InterpreterLayout
  private let minor: Int
  private(set) var result: ProcessSamples
  private var codeType: UInt64 = 0
  private var codes: [UInt64: Code] = [:]
  private var functions: [SampledFunction: Int] = [:]
  private var nodes: [SampledNode: Int] = [:]
  private var threads: [UInt64: SampledThread] = [:]
  private var threadCount = 0
  private var identifierOffset: UInt64?

  /// What identifies a code object while its address may be given to another one.
  private struct Identity: Equatable {
    var file: UInt64, name: UInt64, line: Int32
  }

  private struct Code {
    var identity: Identity
    var function: Int
  }

  private struct SampledThread {
    var number: Int
    var last: UInt64
    var state: ThreadState?
  }

  private struct Stack {
    var thread: UInt64
    /// The code objects, the innermost first; nil if what was read cannot be a stack.
    var codes: [UInt64]?
    /// The address of the outermost frame; 0 without one.
    var outermost: UInt64
  }

  /// Begins with a process, or says why it cannot be sampled; nil while it is too early to tell.
  init?(process: Int32, began: UInt64, runtime: UInt64, version: String, problem: inout String?) {
    let minor = version.split(separator: ".").dropFirst().first.flatMap { Int($0) } ?? 0
    memory = ProcessMemory(process: process)
    guard runtime != 0 else {
      problem = "the interpreter does not export _PyRuntime"
      return nil
    }
    if let known = InterpreterLayout.table(minor: minor) {
      layout = known
    } else {
      let size = InterpreterLayout.debugOffsetsSize
      guard let bytes = memory.copy([(runtime, size)]) else {
        problem = Self.refusal(memory.failure)
        return nil
      }
      let words = bytes.withUnsafeBytes { bytes in
        (0..<size / 8).map { bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self) }
      }
      guard bytes.starts(with: InterpreterLayout.cookie), (words[1] >> 16) & 0xFF == UInt64(minor),
        let found = InterpreterLayout.following(words, minor: minor)
      else {
        problem = "Python 3.\(minor) keeps its state in a way that is not known"
        return nil
      }
      layout = found
    }
    self.minor = minor
    self.runtime = runtime
    result = ProcessSamples(process: process, began: began)
  }

  /// Takes one sample of each thread.
  ///
  /// - Returns: whether to go on: false once the process is gone or cannot be read, the latter with a reason.
  mutating func sample() -> Bool {
    var stacks: [Stack] = []
    for _ in 0..<Self.attempts {
      memory.refresh()
      guard let found = readStacks() else {
        if memory.failure == -Int(ESRCH) { return false }
        guard memory.failure == 0 || memory.failure == -Int(EFAULT) else {
          result.problem = Self.refusal(memory.failure)
          return false
        }
        return result.problem == nil
      }
      stacks = found
      discardCrossings(&stacks)
      describe(&stacks)
      if result.problem != nil { return false }
      if stacks.allSatisfy({ $0.codes != nil }) { break }
    }
    let now = sampling_now()
    // The list begins with the newest thread: the one that began the process gets the first number.
    for stack in stacks.reversed() { add(stack, at: now) }
    if threads.count > stacks.count {
      // Another thread may get the address of one that has ended.
      let living = Set(stacks.map(\.thread))
      threads = threads.filter { living.contains($0.key) }
    }
    if codeType == 0, result.discarded >= 100 {
      result.problem = "Python 3.\(minor) keeps its state in another way than expected"
    }
    return result.problem == nil
  }

  private mutating func add(_ stack: Stack, at now: UInt64) {
    guard let found = stack.codes else {
      result.discarded += 1
      return
    }
    if threads[stack.thread] == nil {
      // The first thread is as old as the process; another one has just begun.
      let state = nativeIdentifier(of: stack.thread).map { ThreadState(process: memory.process, thread: $0) }
      threads[stack.thread] = SampledThread(
        number: threadCount,
        last: threadCount == 0 ? result.began : now,
        state: state
      )
      threadCount += 1
    }
    guard let thread = threads[stack.thread] else { return }
    // Time without any Python function on the stack is no later function's.
    threads[stack.thread]?.last = now
    var parent: Int?
    for address in found.reversed() {
      guard let code = codes[address] else { continue }
      let node = SampledNode(parent: parent, function: code.function)
      if let known = nodes[node] {
        parent = known
      } else {
        parent = result.nodes.count
        nodes[node] = result.nodes.count
        result.nodes.append(node)
      }
    }
    guard let parent else { return }
    result.samples.append(
      Sample(
        time: now,
        weight: now &- thread.last,
        isRunning: thread.state?.isRunning ?? true,
        node: parent,
        thread: thread.number
      )
    )
  }

  // MARK: Threads and frames

  /// The stacks of all threads; nil if there is no interpreter, or none any more.
  private mutating func readStacks() -> [Stack]? {
    var stacks: [Stack] = []
    guard var interpreter = memory.pointer(at: runtime + UInt64(layout.interpretersHead)) else { return nil }
    var interpreterCount = 0
    while interpreter != 0, interpreterCount < 64 {
      interpreterCount += 1
      guard var thread = memory.pointer(at: interpreter + UInt64(layout.threadsHead)) else { return nil }
      var count = 0
      while thread != 0, count < 4096 {
        count += 1
        guard memory.pointer(at: thread + UInt64(layout.threadInterpreter)) == interpreter else {
          // Once it has been right, a thread that does not point back is one that is being made or ended.
          if codeType != 0 { break }
          return nil
        }
        stacks.append(readStack(of: thread))
        guard let next = memory.pointer(at: thread + UInt64(layout.nextThread)) else { break }
        thread = next
      }
      guard let next = memory.pointer(at: interpreter + UInt64(layout.nextInterpreter)) else { break }
      interpreter = next
    }
    return stacks
  }

  /// Unmakes stacks that end in one frame: a frame that was freed meanwhile, and given to another thread, led there.
  private func discardCrossings(_ stacks: inout [Stack]) {
    let counts = Dictionary(stacks.map { ($0.outermost, 1) }, uniquingKeysWith: +)
    for index in stacks.indices where stacks[index].outermost != 0 && counts[stacks[index].outermost, default: 0] > 1 {
      stacks[index].codes = nil
    }
  }

  private mutating func readStack(of thread: UInt64) -> Stack {
    var outermost: UInt64 = 0
    let codes = readFrames(of: thread, outermost: &outermost)
    return Stack(thread: thread, codes: codes, outermost: outermost)
  }

  private mutating func readFrames(of thread: UInt64, outermost: inout UInt64) -> [UInt64]? {
    var frame: UInt64
    switch layout.currentFrame {
    case .direct(let offset):
      guard let found = memory.pointer(at: thread + UInt64(offset)) else { return nil }
      frame = found
    case .through(let offset, let then):
      guard let link = memory.pointer(at: thread + UInt64(offset)) else { return nil }
      guard link != 0 else { return [] }
      guard let found = memory.pointer(at: link + UInt64(then)) else { return nil }
      frame = found
    }
    var codes: [UInt64] = []
    while frame != 0, codes.count < Self.deepest {
      var isForeign = false
      if let offset = layout.frameOwner {
        guard let owner = memory.load(UInt8.self, at: frame + UInt64(offset)), owner <= 4 else { return nil }
        isForeign = owner >= InterpreterLayout.firstForeignOwner
      }
      if !isForeign {
        guard let code = memory.pointer(at: frame + UInt64(layout.frameCode)), code >= 4096 else {
          return nil
        }
        codes.append(code)
      }
      guard let previous = memory.pointer(at: frame + UInt64(layout.previousFrame)), previous != frame else {
        return nil
      }
      outermost = frame
      frame = previous
    }
    return codes
  }

  // MARK: Code objects

  /// Makes sure that every code object on the stacks is known, and is still the one that it was; unmakes stacks with others.
  private mutating func describe(_ stacks: inout [Stack]) {
    let addresses = Array(Set(stacks.flatMap { $0.codes ?? [] }))
    var broken: Set<UInt64> = []
    let all = memory.copy(addresses.map { ($0, Self.codeSize) })
    for (index, address) in addresses.enumerated() {
      let bytes =
        all.map { $0[index * Self.codeSize..<(index + 1) * Self.codeSize] }
        ?? memory.copy([(address, Self.codeSize)]).map { $0[...] }
      guard let bytes, describe(address, bytes) else {
        broken.insert(address)
        continue
      }
    }
    guard !broken.isEmpty else { return }
    for index in stacks.indices where stacks[index].codes.map({ !broken.isDisjoint(with: $0) }) ?? false {
      stacks[index].codes = nil
    }
  }

  private mutating func describe(_ address: UInt64, _ bytes: ArraySlice<UInt8>) -> Bool {
    func word<Value: BitwiseCopyable>(_ offset: Int, _ type: Value.Type) -> Value {
      bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: type) }
    }
    let type = word(8, UInt64.self)
    if codeType == 0 {
      // Everything else rests on this: the first object that should be code says that it is.
      guard let name = memory.copy([(type &+ 24, 8)])?.withUnsafeBytes({ $0.loadUnaligned(as: UInt64.self) }),
        let text = memory.copy([(name, 5)])
      else { return false }
      guard text == Array("code\0".utf8) else { return false }
      codeType = type
    }
    guard type == codeType else { return false }
    let identity = Identity(
      file: word(layout.codeFile, UInt64.self),
      name: word(layout.codeName, UInt64.self),
      line: word(layout.codeFirstLine, Int32.self)
    )
    if let known = codes[address], known.identity == identity { return true }
    guard let file = text(at: identity.file), let name = text(at: identity.name) else { return false }
    let function = SampledFunction(file: file, name: name, line: Int(identity.line))
    let number = functions[function] ?? result.functions.count
    if number == result.functions.count {
      functions[function] = number
      result.functions.append(function)
    }
    codes[address] = Code(identity: identity, function: number)
    return true
  }

  /// A string object's text (PEP 393): its length, then a word of flags, and the characters behind the structure.
  private mutating func text(at address: UInt64) -> String? {
    guard let head = memory.copy([(address, 40)]) else { return nil }
    let length = head.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: 16, as: Int.self) }
    let state = head.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: 32, as: UInt32.self) }
    let width = Int(state >> 2 & 7)
    let isCompact = state >> 5 & 1 == 1
    let isASCII = state >> 6 & 1 == 1
    guard isCompact, [1, 2, 4].contains(width), (0...4096).contains(length) else { return nil }
    let start = address &+ UInt64(isASCII ? layout.shortText : layout.longText)
    guard length > 0 else { return "" }
    guard let bytes = memory.copy([(start, length * width)]) else { return nil }
    var text = String.UnicodeScalarView()
    for index in 0..<length {
      let value = (0..<width).reduce(UInt32(0)) { $0 | UInt32(bytes[index * width + $1]) << UInt32(8 * $1) }
      text.append(Unicode.Scalar(value) ?? "\u{FFFD}")
    }
    return String(text)
  }

  // MARK: Native threads

  /// The kernel's number of a thread.
  ///
  /// Before 3.11 the interpreter knows only what `pthread_self` said: the address of the C library's record of the thread,
  /// which holds the number. Where, the first thread tells, whose number is the process's.
  private mutating func nativeIdentifier(of thread: UInt64) -> Int32? {
    if let offset = layout.nativeIdentifier { return memory.load(Int32.self, at: thread + UInt64(offset)) }
    guard let record = memory.load(UInt64.self, at: thread + UInt64(layout.threadIdentifier)), record != 0 else {
      return nil
    }
    if identifierOffset == nil {
      identifierOffset = stride(from: UInt64(512), to: 1024, by: 4).first {
        memory.load(Int32.self, at: record &+ $0) == memory.process
      }
    }
    return identifierOffset.flatMap { memory.load(Int32.self, at: record &+ $0) }
  }

  private static func refusal(_ failure: Int) -> String {
    "the kernel does not let its memory be read (\(String(cString: strerror(Int32(-failure))))): allow it "
      + "(kernel.yama.ptrace_scope at most 1, CAP_SYS_PTRACE in a container), or go without by --rate 0"
  }
}
