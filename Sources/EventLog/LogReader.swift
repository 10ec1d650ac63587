internal import EventLayout

/// Walks over the bytes of a log; nothing in them, however damaged, makes it read outside of them.
struct LogReader {
  private let bytes: [UInt8]
  private var strings: [UInt32: String] = [:]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var header: LibprofLogHeader? {
    load(LibprofLogHeader.self, at: 0)
  }

  /// The records from an offset to the first one that is not there completely.
  mutating func records(from start: Int) -> [Record] {
    var records: [Record] = []
    var offset = start
    let smallest = MemoryLayout<LibprofRecordHeader>.size
    while offset >= 0, let head = load(LibprofRecordHeader.self, at: offset) {
      let size = Int(head.size)
      guard size >= smallest, size % 8 == 0, offset + size <= bytes.count else { break }
      if let record = record(LibprofRecordKind(UInt32(head.kind)), at: offset, size: size) { records.append(record) }
      offset += size
    }
    return records
  }

  /// The bytes of a fixed field up to its first zero, as text.
  static func text<Field>(of field: Field) -> String {
    withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }

  private mutating func record(_ kind: LibprofRecordKind, at offset: Int, size: Int) -> Record? {
    switch kind {
    case LIBPROF_RECORD_STRING:
      guard let record = load(LibprofStringRecord.self, at: offset) else { return nil }
      let start = offset + MemoryLayout<LibprofStringRecord>.size
      let end = min(start + Int(record.length), offset + size)
      strings[record.string] = start <= end ? String(decoding: bytes[start..<end], as: UTF8.self) : ""
      return nil
    case LIBPROF_RECORD_PHASE:
      return load(LibprofPhaseRecord.self, at: offset).map {
        .phase(kind: $0.phase, name: string($0.name), time: $0.time)
      }
    case LIBPROF_RECORD_LOAD_BEGAN:
      return load(LibprofLoadBeganRecord.self, at: offset).map {
        .loadBegan(
          LoadBegan(
            load: $0.load,
            parent: $0.parent,
            name: string($0.name),
            siteFile: string($0.site_file),
            siteLine: Int($0.site_line),
            time: $0.time,
            cpu: $0.cpu,
            resident: $0.resident
          )
        )
      }
    case LIBPROF_RECORD_LOAD_ENDED:
      return load(LibprofLoadEndedRecord.self, at: offset).map {
        .loadEnded(
          LoadEnded(
            load: $0.load,
            file: string($0.file),
            loader: $0.loader,
            succeeded: $0.succeeded != 0,
            time: $0.time,
            cpu: $0.cpu,
            resident: $0.resident
          )
        )
      }
    case LIBPROF_RECORD_IMPORT:
      return load(LibprofImportRecord.self, at: offset).map {
        .importExecuted(
          ImportExecuted(
            load: $0.load,
            siteFile: string($0.site_file),
            siteLine: Int($0.site_line),
            target: string($0.target),
            level: Int($0.level),
            package: string($0.package),
            names: string($0.names).split(separator: "\n").map(String.init),
            isOutermost: $0.is_outermost != 0,
            isLazy: $0.is_lazy != 0
          )
        )
      }
    case LIBPROF_RECORD_CALL:
      return load(LibprofCallRecord.self, at: offset).map {
        .call(
          load: $0.load,
          file: string($0.file),
          line: Int($0.line),
          name: string($0.name),
          isFunction: $0.is_function != 0,
          count: Int($0.count),
          time: $0.time
        )
      }
    case LIBPROF_RECORD_LINE:
      return load(LibprofLineRecord.self, at: offset).map {
        .line(file: string($0.file), line: Int($0.line), isInLoad: $0.is_in_load != 0)
      }
    case LIBPROF_RECORD_REMARK:
      return load(LibprofRemarkRecord.self, at: offset).map { .remark($0.remark) }
    case LIBPROF_RECORD_END:
      return load(LibprofEndRecord.self, at: offset).map { .end(time: $0.time) }
    case LIBPROF_RECORD_EFFECTS_WATCHED:
      return load(LibprofEffectsWatchedRecord.self, at: offset).map {
        .effectsWatched(hasVersionTags: $0.has_version_tags != 0)
      }
    case LIBPROF_RECORD_EFFECT:
      return load(LibprofEffectRecord.self, at: offset).map {
        .effect(
          EffectNoted(
            load: $0.load,
            kind: UInt32($0.kind),
            change: UInt32($0.change),
            subject: string($0.subject),
            detail: string($0.detail)
          )
        )
      }
    default:
      return nil
    }
  }

  private func string(_ number: UInt32) -> String {
    strings[number] ?? ""
  }

  private func load<Value: BitwiseCopyable>(_ type: Value.Type, at offset: Int) -> Value? {
    guard offset >= 0, offset <= bytes.count - MemoryLayout<Value>.size else { return nil }
    return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: type) }
  }
}
