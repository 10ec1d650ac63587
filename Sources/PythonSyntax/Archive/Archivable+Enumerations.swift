extension Scope.Kind: Archivable {}
extension Scope.Visibility: Archivable {}
extension CodeGuard: Archivable {}
extension Use.Action: Archivable {}
extension DynamicNameAccess.Kind: Archivable {}
extension FileStyle.Newline: Archivable {}
extension FileStyle.Quote: Archivable {}

extension ImportStatement.Form: Archivable {
  init(from reader: inout ArchiveReader) {
    switch reader.readNumber() {
    case 0: self = .plain
    case 1: self = .from(module: reader.readString(), level: reader.readNumber())
    case 2: self = .star(module: reader.readString(), level: reader.readNumber())
    default:
      reader.fail()
      self = .plain
    }
  }

  func write(to writer: inout ArchiveWriter) {
    switch self {
    case .plain: writer.write(0)
    case .from(let module, let level):
      writer.write(1)
      writer.write(module)
      writer.write(level)
    case .star(let module, let level):
      writer.write(2)
      writer.write(module)
      writer.write(level)
    }
  }
}

extension Binding.Kind: Archivable {
  /// The kinds that carry nothing, in the order of their numbers from 1; 0 is an import.
  private static let plain: [Binding.Kind] = [
    .parameter, .assignment, .augmented, .annotatedWithoutValue, .forTarget, .with, .except, .walrus, .function, .class,
    .delete, .globalDeclaration, .nonlocalDeclaration, .matchCapture, .typeParameter, .typeAlias,
  ]

  init(from reader: inout ArchiveReader) {
    let number = reader.readNumber()
    switch number {
    case 0: self = .import(statement: reader.readNumber(), name: reader.readNumber())
    case 1...Self.plain.count: self = Self.plain[number - 1]
    default:
      reader.fail()
      self = .assignment
    }
  }

  func write(to writer: inout ArchiveWriter) {
    if case .import(let statement, let name) = self {
      writer.write(0)
      writer.write(statement)
      writer.write(name)
    } else {
      writer.write((Self.plain.firstIndex(of: self) ?? -1) + 1)
    }
  }
}

extension Use.Timing: Archivable {
  init(from reader: inout ArchiveReader) {
    switch reader.readNumber() {
    case 0: self = .eager
    case 1: self = .deferred(function: reader.readNumber())
    case 2: self = .annotation(isEvaluated: .init(from: &reader), function: .init(from: &reader))
    case 3: self = .stringAnnotation(function: .init(from: &reader))
    default:
      reader.fail()
      self = .eager
    }
  }

  func write(to writer: inout ArchiveWriter) {
    switch self {
    case .eager: writer.write(0)
    case .deferred(let function):
      writer.write(1)
      writer.write(function)
    case .annotation(let isEvaluated, let function):
      writer.write(2)
      isEvaluated.write(to: &writer)
      function.write(to: &writer)
    case .stringAnnotation(let function):
      writer.write(3)
      function.write(to: &writer)
    }
  }
}

extension SyntaxProblem.Kind: Archivable {
  private static let plain: [SyntaxProblem.Kind] = [
    .unexpectedText, .missingToken, .printStatement, .execStatement, .exceptWithComma, .invalidUTF8,
  ]

  init(from reader: inout ArchiveReader) {
    let number = reader.readNumber()
    switch number {
    case 0: self = .unsupportedEncoding(reader.readString())
    case 1...Self.plain.count: self = Self.plain[number - 1]
    case 100: self = .invalidBytes(encoding: reader.readString())
    default:
      reader.fail()
      self = .unexpectedText
    }
  }

  func write(to writer: inout ArchiveWriter) {
    switch self {
    case .unsupportedEncoding(let name):
      writer.write(0)
      writer.write(name)
    case .invalidBytes(let name):
      writer.write(100)
      writer.write(name)
    default:
      writer.write((Self.plain.firstIndex(of: self) ?? -1) + 1)
    }
  }
}
