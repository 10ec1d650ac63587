/// Where and how a statement would be inserted as the first of a function, after its docstring.
public struct BodyStart: Sendable, Hashable {
  /// The offset of the line start at which to insert; the end of the text if the docstring is all there is.
  public let offset: Int
  /// The white space in front of each statement of the body.
  public let indentation: [UInt8]
  /// Whether the body, or something behind the docstring, stands on a line that began before it.
  ///
  /// Then no line can be inserted in front of the first use.
  public let isInline: Bool
  /// Whether the place is behind a docstring.
  public let followsDocstring: Bool
  /// The bytes of the docstring.
  public let docstring: Range<Int>?
}
