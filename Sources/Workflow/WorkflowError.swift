public import Recording
public import Verification

/// Why a workflow could not be carried through.
public enum WorkflowError: Error, Sendable, CustomStringConvertible {
  case recording(RecordingError)
  case verification(VerificationError)
  case proof(ProofError)
  case changedMeanwhile(file: String)
  case unwritable(file: String, reason: String)
  case otherRoot(file: String, recorded: String, folder: String)
  case pageMissing(file: String, installed: String)
  case noVerdict(file: String)
  case otherFiles(import: String)

  /// What happened, why, and what to do.
  public var description: String {
    switch self {
    case .recording(let error): "\(error)"
    case .verification(let error): "\(error)"
    case .proof(let error): "\(error)"
    case .changedMeanwhile(let file):
      "\(file) was changed while libprof was at work; nothing was written. Run it again."
    case .unwritable(let file, let reason): "\(file) cannot be written: \(reason). No file was changed."
    case .otherRoot(let file, let recorded, let folder):
      "\(file) was recorded in \(recorded), and this is \(folder): run libprof in the folder of the recording."
    case .otherFiles(let place):
      "The recording does not know the import at \(place): it was made with other files. Record the program with the change."
    case .noVerdict(let file):
      "\(file) holds no verdict of this version. Write it with libprof fix --verdict \(file), for the same program."
    case .pageMissing(let file, let installed):
      "There is no page \(file): it lies neither in the tool's checkout nor in \(installed) beside its bin. Install it again."
    }
  }
}
