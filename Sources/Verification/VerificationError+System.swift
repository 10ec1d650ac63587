import Foundation
import Glibc

extension VerificationError {
  /// Explains why a file of the copy could not be written.
  init(writing path: String, number: Int32) {
    switch number {
    case _ where ScratchFolder.isClosed: self = .interrupted
    case ENOSPC, EDQUOT: self = .diskFull(path: path)
    default: self = .unwritable(path: path, reason: Self.reason(number))
    }
  }

  /// Explains why a file of the copy could not be written.
  init(writing path: String, _ error: any Error) {
    guard let number = Self.number(of: error) else {
      self = .unwritable(path: path, reason: error.localizedDescription)
      return
    }
    self.init(writing: path, number: number)
  }

  /// Explains why a file of the project could not be read.
  init(reading path: String, number: Int32) {
    self = .unreadable(path: path, reason: Self.reason(number))
  }

  /// Explains why a file of the project could not be read.
  init(reading path: String, _ error: any Error) {
    self = .unreadable(path: path, reason: Self.number(of: error).map(Self.reason) ?? error.localizedDescription)
  }

  private static func reason(_ number: Int32) -> String {
    unsafe String(cString: strerror(number))
  }

  /// The error number below what Foundation says, which never tells the whole reason.
  private static func number(of error: any Error) -> Int32? {
    if let error = error as? POSIXError { return error.code.rawValue }
    if let error = error as? CocoaError, let underlying = error.underlying { return number(of: underlying) }
    let error = error as NSError
    return error.domain == NSPOSIXErrorDomain ? Int32(error.code) : nil
  }
}
