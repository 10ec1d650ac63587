internal import PythonSyntax
internal import SourceText

/// Decides which comments above an import belong to it alone.
struct CommentOwnership {
  private let module: ModuleSyntax
  private let text: SourceLines

  init(_ module: ModuleSyntax, _ text: SourceLines) {
    self.module = module
    self.text = text
  }

  /// The comments directly above a statement that go where it goes.
  ///
  /// A comment that begins a group of several imports heads the group, and the first comment of a file is about the file:
  /// both stay. So does what speaks to tools.
  func commentsGoing(with statement: ImportStatement) -> [Range<Int>] {
    guard let first = statement.leadingComments.first else { return [] }
    let top = text.lines(of: first).lowerBound
    let next = text.lines(of: statement.range).upperBound + 1
    let headsGroup = top == 1 || text.isBlank(line: top - 1)
    let groupGoesOn = module.imports.contains { $0.line == next || firstLine(of: $0) == next }
    let isAddressed = statement.leadingComments.contains { comment in
      let words = text.source.text(in: comment).drop { "#! ".contains($0) }
      return ["type:", "fmt:", "isort:", "pylint:", "ruff:", "mypy:", "flake8:", "-*-", "coding", "vim:", "%%"]
        .contains { words.hasPrefix($0) }
    }
    return top == 1 || isAddressed || headsGroup && groupGoesOn ? [] : statement.leadingComments
  }

  private func firstLine(of statement: ImportStatement) -> Int {
    statement.leadingComments.first.map { text.lines(of: $0).lowerBound } ?? statement.line
  }
}
