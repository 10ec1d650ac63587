internal import ImportGraph
internal import Recording

/// The whole recording as plain JSON, as `Schemas/export-1.schema.json` describes it: the names are those of the Swift
/// declarations, and each load says in addition what it came with.
enum JSONExport {
  static func bytes(of recording: Recording, _ owners: Owners) -> [UInt8] {
    encodedJSON(Document(recording: recording, owners: owners))
  }

  private struct Document: Encodable {
    let recording: Recording, owners: Owners

    enum Key: CodingKey {
      case schema, runs
    }

    func encode(to encoder: any Encoder) throws {
      var rest = recording
      rest.runs = []
      try rest.encode(to: encoder)
      var container = encoder.container(keyedBy: Key.self)
      try container.encode("libprof-export/1", forKey: .schema)
      try container.encode(recording.runs.map { OwnedRun(run: $0, owners: owners) }, forKey: .runs)
    }
  }

  private struct OwnedRun: Encodable {
    let run: Run, owners: Owners

    enum Key: CodingKey {
      case processes
    }

    func encode(to encoder: any Encoder) throws {
      var rest = run
      rest.processes = []
      try rest.encode(to: encoder)
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(run.processes.map { OwnedProcess(process: $0, owners: owners) }, forKey: .processes)
    }
  }

  private struct OwnedProcess: Encodable {
    let process: ProcessRecord, owners: Owners

    enum Key: CodingKey {
      case loads
    }

    func encode(to encoder: any Encoder) throws {
      var rest = process
      rest.loads = []
      try rest.encode(to: encoder)
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(process.loads.map { OwnedLoad(load: $0, owners: owners) }, forKey: .loads)
    }
  }

  private struct OwnedLoad: Encodable {
    let load: ModuleLoad, owners: Owners

    enum Key: CodingKey {
      case distribution, version
    }

    func encode(to encoder: any Encoder) throws {
      try load.encode(to: encoder)
      guard let owner = owners.owner(of: load) else { return }
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(owner.name, forKey: .distribution)
      if !owner.version.isEmpty { try container.encode(owner.version, forKey: .version) }
    }
  }
}
