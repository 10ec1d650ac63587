import AgentShims
import CPython
import EventLayout

nonisolated(unsafe) private var environment: [[UInt8]] = []
nonisolated(unsafe) private var environmentHash: UInt64 = 0
nonisolated(unsafe) private var directory: [UInt8] = []
nonisolated(unsafe) private var locale: [UInt8] = []
nonisolated(unsafe) private var recursionLimit: CInt = 0
nonisolated(unsafe) private var switchInterval: Object?
nonisolated(unsafe) private var switchIntervalText: [UInt8] = []

extension EffectObserver {
  /// Notes changes of what belongs to the whole process: environment, working folder, locale, the interpreter's limits.
  func observeProcess() {
    observeEnvironment()
    observeDirectory()
    if let name = agent_locale() {
      observe(bytes(of: name), &locale, LIBPROF_EFFECT_LOCALE, "locale")
    }
    let limit = python.recursionLimit()
    if limit != recursionLimit {
      if recursionLimit != 0 {
        note(LIBPROF_EFFECT_SYSTEM, LIBPROF_CHANGE_REPLACED, EffectText("recursion limit"))
      }
      recursionLimit = limit
    }
    observeSwitchInterval()
  }

  private func observe(
    _ value: UnsafeBufferPointer<UInt8>,
    _ last: inout [UInt8],
    _ kind: LibprofEffectKind,
    _ subject: StaticString
  ) {
    guard last.count != value.count || !zip(last, value).allSatisfy({ $0 == $1 }) else { return }
    if !last.isEmpty {
      var detail = EffectText()
      detail.append(value)
      note(kind, LIBPROF_CHANGE_REPLACED, EffectText(subject), detail)
    }
    last = Array(value)
  }

  private func observeDirectory() {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4096) { buffer in
      guard let start = buffer.baseAddress, agent_directory(start, buffer.count) != 0 else { return }
      observe(bytes(of: start), &directory, LIBPROF_EFFECT_DIRECTORY, "working folder")
    }
  }

  private func observeSwitchInterval() {
    if switchInterval == nil { switchInterval = python.systemObject("getswitchinterval") }
    guard let noArguments = python.newTuple(0) else { return python.clearError() }
    let seconds = python.call(switchInterval, noArguments, nil)
    let text = seconds.flatMap { python.string($0) }
    if text == nil { python.clearError() }
    _ = python.withBytes(of: text) {
      observe($0, &switchIntervalText, LIBPROF_EFFECT_SYSTEM, "switch interval")
    }
    for object in [noArguments, seconds, text] { python.release(object) }
  }

  /// `os.environ` writes through to the C environment, which libraries change as well.
  private func observeEnvironment() {
    let hash = currentEnvironmentHash()
    guard hash != environmentHash else { return }
    let isFirst = environmentHash == 0
    environmentHash = hash
    let old = environment
    environment = currentEnvironment()
    guard !isFirst else { return }
    for entry in environment where !old.contains(where: { isEqual($0, entry) }) {
      let isKnown = old.contains { isSameName($0, entry) }
      note(LIBPROF_EFFECT_ENVIRONMENT, isKnown ? LIBPROF_CHANGE_REPLACED : LIBPROF_CHANGE_ADDED, name(of: entry))
    }
    for entry in old where !environment.contains(where: { isSameName($0, entry) }) {
      note(LIBPROF_EFFECT_ENVIRONMENT, LIBPROF_CHANGE_REMOVED, name(of: entry))
    }
  }

  private func currentEnvironmentHash() -> UInt64 {
    var fingerprint = Fingerprint()
    forEachVariable { entry in
      let hash = Fingerprint(of: entry).value
      fingerprint.mix(UInt32(truncatingIfNeeded: hash))
      fingerprint.mix(UInt32(truncatingIfNeeded: hash &>> 32))
    }
    return fingerprint.value
  }

  private func currentEnvironment() -> [[UInt8]] {
    var entries: [[UInt8]] = []
    forEachVariable { entries.append(Array($0)) }
    return entries
  }

  private func forEachVariable(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    guard var entry = agent_environment() else { return }
    while let text = entry.pointee {
      body(bytes(of: text))
      entry += 1
    }
  }

  private func name(of entry: [UInt8]) -> EffectText {
    var text = EffectText()
    entry.prefix { $0 != UInt8(ascii: "=") }.withUnsafeBufferPointer { text.append($0) }
    return text
  }

  private func isSameName(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    let separator = UInt8(ascii: "=")
    return left.prefix { $0 != separator }.elementsEqual(right.prefix { $0 != separator })
  }

  private func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool { left.elementsEqual(right) }

  private func bytes(of text: UnsafePointer<CChar>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self), count: strlen(text))
  }
}
