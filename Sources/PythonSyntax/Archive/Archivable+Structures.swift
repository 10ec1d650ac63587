internal import SourceText

// Each initialiser reads the parts in the order in which `write` writes them. Whoever changes a type here changes
// `ModuleSyntax.archiveFormat`, too.

extension ImportStatement: Archivable {
  init(from reader: inout ArchiveReader) {
    self.init(
      index: .init(from: &reader),
      range: .init(from: &reader),
      line: .init(from: &reader),
      form: .init(from: &reader),
      names: .init(from: &reader),
      scope: .init(from: &reader),
      nesting: .init(from: &reader),
      block: .init(from: &reader),
      isFuture: .init(from: &reader),
      isDeferred: .init(from: &reader),
      isParenthesised: .init(from: &reader),
      sharesLine: .init(from: &reader),
      trailingComment: .init(from: &reader),
      leadingComments: .init(from: &reader),
      innerComments: .init(from: &reader),
      isKept: .init(from: &reader)
    )
  }

  func write(to writer: inout ArchiveWriter) {
    index.write(to: &writer)
    range.write(to: &writer)
    line.write(to: &writer)
    form.write(to: &writer)
    names.write(to: &writer)
    scope.write(to: &writer)
    nesting.write(to: &writer)
    block.write(to: &writer)
    isFuture.write(to: &writer)
    isDeferred.write(to: &writer)
    isParenthesised.write(to: &writer)
    sharesLine.write(to: &writer)
    trailingComment.write(to: &writer)
    leadingComments.write(to: &writer)
    innerComments.write(to: &writer)
    isKept.write(to: &writer)
  }
}

extension ImportedName: Archivable {
  init(from reader: inout ArchiveReader) {
    self.init(
      name: .init(from: &reader),
      alias: .init(from: &reader),
      boundName: .init(from: &reader),
      range: .init(from: &reader)
    )
  }

  func write(to writer: inout ArchiveWriter) {
    name.write(to: &writer)
    alias.write(to: &writer)
    boundName.write(to: &writer)
    range.write(to: &writer)
  }
}

extension StatementBlock: Archivable {
  init(from reader: inout ArchiveReader) {
    self.init(
      range: .init(from: &reader),
      statementCount: .init(from: &reader)
    )
  }

  func write(to writer: inout ArchiveWriter) {
    range.write(to: &writer)
    statementCount.write(to: &writer)
  }
}

extension Scope: Archivable {
  init(from reader: inout ArchiveReader) {
    self.init(
      index: .init(from: &reader),
      kind: .init(from: &reader),
      name: .init(from: &reader),
      qualifiedName: .init(from: &reader),
      parent: .init(from: &reader),
      range: .init(from: &reader),
      line: .init(from: &reader),
      firstLine: .init(from: &reader),
      body: .init(from: &reader),
      isAsync: .init(from: &reader),
      isGenerator: .init(from: &reader),
      guarded: .init(from: &reader),
      globals: .init(from: &reader),
      nonlocals: .init(from: &reader),
      bodyStart: .init(from: &reader),
      symbols: .init(from: &reader)
    )
  }

  func write(to writer: inout ArchiveWriter) {
    index.write(to: &writer)
    kind.write(to: &writer)
    name.write(to: &writer)
    qualifiedName.write(to: &writer)
    parent.write(to: &writer)
    range.write(to: &writer)
    line.write(to: &writer)
    firstLine.write(to: &writer)
    body.write(to: &writer)
    isAsync.write(to: &writer)
    isGenerator.write(to: &writer)
    guarded.write(to: &writer)
    globals.write(to: &writer)
    nonlocals.write(to: &writer)
    bodyStart.write(to: &writer)
    symbols.write(to: &writer)
  }
}

extension Scope.Symbol: Archivable {
  init(from reader: inout ArchiveReader) {
    self.init(
      visibility: .init(from: &reader),
      scope: .init(from: &reader),
      isParameter: .init(from: &reader),
      isImported: .init(from: &reader),
      isBound: .init(from: &reader)
    )
  }

  func write(to writer: inout ArchiveWriter) {
    visibility.write(to: &writer)
    scope.write(to: &writer)
    isParameter.write(to: &writer)
    isImported.write(to: &writer)
    isBound.write(to: &writer)
  }
}

extension BodyStart: Archivable {
  init(from reader: inout ArchiveReader) {
    self.init(
      offset: .init(from: &reader),
      indentation: .init(from: &reader),
      isInline: .init(from: &reader),
      followsDocstring: .init(from: &reader),
      docstring: .init(from: &reader)
    )
  }

  func write(to writer: inout ArchiveWriter) {
    offset.write(to: &writer)
    indentation.write(to: &writer)
    isInline.write(to: &writer)
    followsDocstring.write(to: &writer)
    docstring.write(to: &writer)
  }
}

extension Binding: Archivable {
  init(from reader: inout ArchiveReader) {
    self.init(
      name: .init(from: &reader),
      scope: .init(from: &reader),
      resolved: .init(from: &reader),
      kind: .init(from: &reader),
      offset: .init(from: &reader),
      function: .init(from: &reader),
      guarded: .init(from: &reader)
    )
  }

  func write(to writer: inout ArchiveWriter) {
    name.write(to: &writer)
    scope.write(to: &writer)
    resolved.write(to: &writer)
    kind.write(to: &writer)
    offset.write(to: &writer)
    function.write(to: &writer)
    guarded.write(to: &writer)
  }
}

extension Use: Archivable {
  init(from reader: inout ArchiveReader) {
    self.init(
      name: .init(from: &reader),
      range: .init(from: &reader),
      action: .init(from: &reader),
      scope: .init(from: &reader),
      resolved: .init(from: &reader),
      attributes: .init(from: &reader),
      timing: .init(from: &reader),
      function: .init(from: &reader),
      guarded: .init(from: &reader),
      isTarget: .init(from: &reader)
    )
  }

  func write(to writer: inout ArchiveWriter) {
    name.write(to: &writer)
    range.write(to: &writer)
    action.write(to: &writer)
    scope.write(to: &writer)
    resolved.write(to: &writer)
    attributes.write(to: &writer)
    timing.write(to: &writer)
    function.write(to: &writer)
    guarded.write(to: &writer)
    isTarget.write(to: &writer)
  }
}

extension Exports: Archivable {
  init(from reader: inout ArchiveReader) {
    self.init(
      names: .init(from: &reader),
      included: .init(from: &reader),
      isComputed: .init(from: &reader)
    )
  }

  func write(to writer: inout ArchiveWriter) {
    names.write(to: &writer)
    included.write(to: &writer)
    isComputed.write(to: &writer)
  }
}

extension DynamicNameAccess: Archivable {
  init(from reader: inout ArchiveReader) {
    self.init(
      kind: .init(from: &reader),
      range: .init(from: &reader),
      position: .init(from: &reader),
      scope: .init(from: &reader),
      function: .init(from: &reader)
    )
  }

  func write(to writer: inout ArchiveWriter) {
    kind.write(to: &writer)
    range.write(to: &writer)
    position.write(to: &writer)
    scope.write(to: &writer)
    function.write(to: &writer)
  }
}

extension SyntaxProblem: Archivable {
  init(from reader: inout ArchiveReader) {
    self.init(
      kind: .init(from: &reader),
      range: .init(from: &reader),
      position: .init(from: &reader)
    )
  }

  func write(to writer: inout ArchiveWriter) {
    kind.write(to: &writer)
    range.write(to: &writer)
    position.write(to: &writer)
  }
}

extension SourcePosition: Archivable {
  init(from reader: inout ArchiveReader) { self.init(line: .init(from: &reader), column: .init(from: &reader)) }

  func write(to writer: inout ArchiveWriter) {
    line.write(to: &writer)
    column.write(to: &writer)
  }
}

extension FileStyle: Archivable {
  init(from reader: inout ArchiveReader) {
    self.init()
    indentation = .init(from: &reader)
    newline = .init(from: &reader)
    quote = .init(from: &reader)
  }

  func write(to writer: inout ArchiveWriter) {
    indentation.write(to: &writer)
    newline.write(to: &writer)
    quote.write(to: &writer)
  }
}

extension Nesting: Archivable {
  init(from reader: inout ArchiveReader) { self.init(rawValue: reader.readNumber()) }
  func write(to writer: inout ArchiveWriter) { writer.write(rawValue) }
}

extension [String: Scope.Symbol]: Archivable {
  init(from reader: inout ArchiveReader) {
    let count = reader.readCount()
    self.init(minimumCapacity: count)
    for _ in 0..<count where !reader.isBroken {
      let name = reader.readString()
      self[name] = Scope.Symbol(from: &reader)
    }
  }

  // In order, so that equal files make equal archives.
  func write(to writer: inout ArchiveWriter) {
    writer.write(count)
    for (name, symbol) in sorted(by: { $0.key < $1.key }) {
      writer.write(name)
      symbol.write(to: &writer)
    }
  }
}
