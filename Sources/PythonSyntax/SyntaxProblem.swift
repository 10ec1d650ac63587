public import SourceText

/// Something that keeps a file from being understood; a file with problems is never patched.
public struct SyntaxProblem: Sendable, Hashable, CustomStringConvertible {
  /// What is wrong.
  public enum Kind: Sendable, Hashable {
    /// Text that fits no rule of the grammar.
    case unexpectedText
    /// Something the grammar requires is not there.
    case missingToken
    /// A `print` statement of Python 2.
    case printStatement
    /// An `exec` statement of Python 2.
    case execStatement
    /// `except A, b:`, which means one thing in Python 2 and another from 3.14 on.
    case exceptWithComma
    /// An encoding that does not keep ASCII as it is, or that the C library does not know.
    case unsupportedEncoding(String)
    /// Bytes that are no text in the encoding that the file declares.
    case invalidBytes(encoding: String)
    /// Bytes that are not UTF-8 in a file that declares no other encoding.
    case invalidUTF8
  }

  /// What is wrong.
  public let kind: Kind
  /// The bytes it concerns.
  public let range: Range<Int>
  /// Where it begins.
  public let position: SourcePosition

  /// The problem as part of a sentence.
  public var description: String {
    switch kind {
    case .unexpectedText: "\(position): the syntax is not understood"
    case .missingToken: "\(position): something is missing"
    case .printStatement: "\(position): a print statement of Python 2"
    case .execStatement: "\(position): an exec statement of Python 2"
    case .exceptWithComma: "\(position): an except clause with a comma, as in Python 2"
    case .unsupportedEncoding(let name): "\(position): the encoding \(name) is not supported"
    case .invalidBytes(let encoding): "\(position): a byte that is no \(encoding)"
    case .invalidUTF8: "\(position): a byte that is not UTF-8"
    }
  }
}
