internal import Foundation
public import Recording

/// A recording in a form that other tools read.
public struct Export: Sendable {
  /// The forms.
  public enum Format: String, CaseIterable, Sendable {
    case speedscope, pprof, collapsed
    case chromeTrace = "chrome-trace"
    case importTime = "importtime"
    case json
  }

  /// What the stacks are of.
  public enum Content: String, CaseIterable, Sendable {
    /// What each module load took.
    case imports
    /// Where each thread's time went.
    case samples
  }

  private let recording: Recording

  /// Takes what is to be exported.
  public init(_ recording: Recording) {
    self.recording = recording
  }

  /// The bytes of the exported file.
  public func bytes(_ format: Format, of content: Content) -> [UInt8] {
    let owners = Owners(recording)
    let trees =
      switch content {
      case .imports: ImportStacks.trees(of: recording, owners)
      case .samples: SampleStacks.trees(of: recording, owners)
      }
    return switch format {
    case .speedscope: SpeedscopeExport.bytes(of: trees, recording)
    case .pprof: PprofExport.bytes(of: trees, recording, content)
    case .collapsed: CollapsedExport.bytes(of: trees)
    case .chromeTrace: ChromeTraceExport.bytes(of: trees)
    case .importTime: ImportTimeExport.bytes(of: trees)
    case .json: JSONExport.bytes(of: recording, owners)
    }
  }
}

/// Encodes plain values; the keys are sorted, so that equal recordings give equal files.
func encodedJSON(_ value: some Encodable) -> [UInt8] {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  // Numbers and text only: there is nothing that could not be encoded.
  let data = (try? encoder.encode(value)) ?? Data()
  return [UInt8](data) + [UInt8(ascii: "\n")]
}
