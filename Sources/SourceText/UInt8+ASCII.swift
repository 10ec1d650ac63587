extension UInt8 {
  /// `\n`.
  public static let lineFeed: UInt8 = 0x0A
  /// `\r`.
  public static let carriageReturn: UInt8 = 0x0D
  /// A blank.
  public static let space: UInt8 = 0x20
  /// `\t`.
  public static let tab: UInt8 = 0x09
  /// `\f`, which Python treats as white space that resets the indentation.
  public static let formFeed: UInt8 = 0x0C
}
