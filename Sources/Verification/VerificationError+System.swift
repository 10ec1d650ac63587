import Foundation
import Glibc
internal import Launching

extension VerificationError {
  /// Explains why a file of the copy could not be written.
  init(writing path: String, number: Int32) {
    switch number {
    case _ where ScratchFolder.isClosed: self = .interrupted
    case ENOSPC, EDQUOT: self = .diskFull(path: path)
    default: self = .unwritable(path: path, reason: SystemReason.of(number: number))
    }
  }

  /// Explains why a file of the copy could not be written.
  init(writing path: String, _ error: any Error) {
    guard let number = SystemReason.number(of: error) else {
      self = .unwritable(path: path, reason: error.localizedDescription)
      return
    }
    self.init(writing: path, number: number)
  }

  /// Explains why a file of the project could not be read.
  init(reading path: String, number: Int32) {
    self = .unreadable(path: path, reason: SystemReason.of(number: number))
  }

  /// Explains why a file of the project could not be read.
  init(reading path: String, _ error: any Error) {
    self = .unreadable(path: path, reason: SystemReason.of(error))
  }
}
