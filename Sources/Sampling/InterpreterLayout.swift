/// Where CPython of one minor version keeps what a sampler reads: offsets in bytes, for 64-bit builds with a GIL.
///
/// The table for 3.8 to 3.12 holds the values of `offsetof` in the headers of each version (`internal/pycore_*.h`, with
/// `Py_BUILD_CORE`); they do not change within a minor version. From 3.13 on the interpreter carries its own offsets.
struct InterpreterLayout: Equatable {
  /// How one gets from a thread's state to its innermost frame.
  enum CurrentFrame: Equatable {
    /// A field of the thread's state.
    case direct(Int)
    /// A field of the `_PyCFrame` that a field of the thread's state points to (3.11 and 3.12).
    case through(Int, then: Int)
  }

  var interpretersHead: Int
  var nextInterpreter = 0, threadsHead: Int
  var nextThread = 8, threadInterpreter = 16
  var threadIdentifier: Int, nativeIdentifier: Int?
  var currentFrame: CurrentFrame
  var previousFrame: Int, frameCode: Int
  /// Absent before 3.11, whose frames are objects.
  var frameOwner: Int?
  var codeFile: Int, codeName: Int, codeFirstLine: Int
  /// The sizes of `PyASCIIObject` and `PyCompactUnicodeObject`, behind which the characters are.
  var shortText = 40, longText = 56

  /// The first owner of frames that are no function's: those through which C code enters the interpreter, from 3.12 on.
  static let firstForeignOwner: UInt8 = 3

  /// The layout of a version without offsets of its own; nil for one that is not known.
  static func table(minor: Int) -> InterpreterLayout? {
    switch minor {
    case 8...10:
      InterpreterLayout(
        interpretersHead: 32,
        threadsHead: 8,
        threadIdentifier: 176,
        nativeIdentifier: nil,
        currentFrame: .direct(24),
        previousFrame: 24,
        frameCode: 32,
        frameOwner: nil,
        codeFile: 104,
        codeName: 112,
        codeFirstLine: 40,
        shortText: 48,
        longText: 72
      )
    case 11:
      InterpreterLayout(
        interpretersHead: 40,
        threadsHead: 16,
        threadIdentifier: 152,
        nativeIdentifier: 160,
        currentFrame: .through(56, then: 8),
        previousFrame: 48,
        frameCode: 32,
        frameOwner: 69,
        codeFile: 112,
        codeName: 128,
        codeFirstLine: 72,
        shortText: 48,
        longText: 72
      )
    case 12:
      InterpreterLayout(
        interpretersHead: 40,
        threadsHead: 72,
        threadIdentifier: 136,
        nativeIdentifier: 144,
        currentFrame: .through(56, then: 0),
        previousFrame: 8,
        frameCode: 0,
        frameOwner: 70,
        codeFile: 112,
        codeName: 128,
        codeFirstLine: 68
      )
    default: nil
    }
  }

  /// The size of `_Py_DebugOffsets` up to the last field that is read.
  static let debugOffsetsSize = 512
  /// What `_PyRuntime` begins with from 3.13 on.
  static let cookie = Array("xdebugpy".utf8)

  /// Follows `_Py_DebugOffsets`, a list of 64-bit numbers whose groups each begin with a size; nil if it makes no sense.
  ///
  /// - Parameters:
  ///   - words: the list, from the cookie on.
  ///   - minor: the minor version; 3.14 and 3.15 have put new fields in the middle of groups.
  /// - Returns: the layout, or nil.
  static func following(_ words: [UInt64], minor: Int) -> InterpreterLayout? {
    guard words.count >= 64, words.prefix(64).dropFirst(2).allSatisfy({ $0 < 1 << 24 }), words[2] == 0 else {
      return nil
    }
    // Cookie, version and free-threading come first; then the groups, in this order.
    let interpreter = 6
    let thread = interpreter + (minor >= 14 ? 16 : 13)
    let frame = thread + (minor >= 15 ? 16 + 1 : 9)
    let code = frame + (minor >= 14 ? 8 : 6)
    func offset(_ index: Int) -> Int { Int(words[index]) }
    let identifiers = thread + (minor >= 15 ? 8 : 5)
    return InterpreterLayout(
      interpretersHead: offset(5),
      nextInterpreter: offset(interpreter + 2),
      threadsHead: offset(interpreter + 3),
      nextThread: offset(thread + 2),
      threadInterpreter: offset(thread + 3),
      threadIdentifier: offset(identifiers),
      nativeIdentifier: offset(identifiers + 1),
      currentFrame: .direct(offset(thread + 4)),
      previousFrame: offset(frame + 1),
      frameCode: offset(frame + 2),
      frameOwner: offset(frame + 5),
      codeFile: offset(code + 1),
      codeName: offset(code + 3),
      codeFirstLine: offset(code + 5)
    )
  }
}
