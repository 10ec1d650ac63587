internal import Recording

/// The whole recording as plain JSON, with the names of its Swift declarations.
enum JSONExport {
  static func bytes(of recording: Recording) -> [UInt8] { encodedJSON(recording) }
}
