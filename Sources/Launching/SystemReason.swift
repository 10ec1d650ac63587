internal import Foundation

/// What the system says of a failed call; Foundation's own sentences leave the reason out.
public enum SystemReason {
  /// The system's sentence below an error, or the error's own.
  public static func of(_ error: any Error) -> String {
    number(of: error).map(of(number:)) ?? error.localizedDescription
  }

  /// The system's sentence for an error number.
  public static func of(number: Int32) -> String {
    String(cString: strerror(number))
  }

  /// The error number below what Foundation throws.
  public static func number(of error: any Error) -> Int32? {
    if let error = error as? POSIXError { return error.code.rawValue }
    if let error = error as? CocoaError, let underlying = error.underlying { return number(of: underlying) }
    let error = error as NSError
    return error.domain == NSPOSIXErrorDomain ? Int32(error.code) : nil
  }
}
