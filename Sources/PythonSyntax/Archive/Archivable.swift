/// A value that is written to an archive and read from it, its parts in the same order both times.
protocol Archivable {
  init(from reader: inout ArchiveReader)
  func write(to writer: inout ArchiveWriter)
}

extension Int: Archivable {
  init(from reader: inout ArchiveReader) { self = reader.readNumber() }
  func write(to writer: inout ArchiveWriter) { writer.write(self) }
}

extension UInt8: Archivable {
  init(from reader: inout ArchiveReader) { self = UInt8(truncatingIfNeeded: reader.readNumber()) }
  func write(to writer: inout ArchiveWriter) { writer.write(Int(self)) }
}

extension Bool: Archivable {
  init(from reader: inout ArchiveReader) { self = reader.readNumber() != 0 }
  func write(to writer: inout ArchiveWriter) { writer.write(self ? 1 : 0) }
}

extension String: Archivable {
  init(from reader: inout ArchiveReader) { self = reader.readString() }
  func write(to writer: inout ArchiveWriter) { writer.write(self) }
}

extension Range<Int>: Archivable {
  init(from reader: inout ArchiveReader) {
    let start = reader.readNumber()
    let (end, overflow) = start.addingReportingOverflow(reader.readNumber())
    if overflow || end < start { reader.fail() }
    self = overflow || end < start ? 0..<0 : start..<end
  }

  func write(to writer: inout ArchiveWriter) {
    writer.write(lowerBound)
    writer.write(count)
  }
}

extension Optional: Archivable where Wrapped: Archivable {
  init(from reader: inout ArchiveReader) { self = Bool(from: &reader) ? Wrapped(from: &reader) : nil }

  func write(to writer: inout ArchiveWriter) {
    writer.write(self == nil ? 0 : 1)
    if let self { self.write(to: &writer) }
  }
}

extension Array: Archivable where Element: Archivable {
  init(from reader: inout ArchiveReader) {
    let count = reader.readCount()
    self = []
    reserveCapacity(count)
    for _ in 0..<count where !reader.isBroken { append(Element(from: &reader)) }
  }

  func write(to writer: inout ArchiveWriter) {
    writer.write(count)
    for element in self { element.write(to: &writer) }
  }
}

/// A plain enumeration is written as its place among its cases.
extension Archivable where Self: CaseIterable & Equatable, AllCases == [Self] {
  init(from reader: inout ArchiveReader) {
    let number = reader.readNumber()
    if !Self.allCases.indices.contains(number) { reader.fail() }
    self = Self.allCases.indices.contains(number) ? Self.allCases[number] : Self.allCases[0]
  }

  func write(to writer: inout ArchiveWriter) {
    writer.write(Self.allCases.firstIndex(of: self) ?? 0)
  }
}
