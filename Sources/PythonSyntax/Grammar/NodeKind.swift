internal import TreeSitter

/// The node types of the Python grammar that some pass looks at; all others are `other` or `token`.
enum NodeKind: String, CaseIterable {
  case other, token, error

  case module, block, comment
  case importStatement = "import_statement"
  case importFromStatement = "import_from_statement"
  case futureImportStatement = "future_import_statement"
  case aliasedImport = "aliased_import"
  case wildcardImport = "wildcard_import"
  case relativeImport = "relative_import"
  case importPrefix = "import_prefix"
  case dottedName = "dotted_name"

  case functionDefinition = "function_definition"
  case classDefinition = "class_definition"
  case decoratedDefinition = "decorated_definition"
  case decorator, parameters, lambda
  case lambdaParameters = "lambda_parameters"
  case defaultParameter = "default_parameter"
  case typedParameter = "typed_parameter"
  case typedDefaultParameter = "typed_default_parameter"
  case listSplatPattern = "list_splat_pattern"
  case dictionarySplatPattern = "dictionary_splat_pattern"
  case typeParameter = "type_parameter"
  case typeAliasStatement = "type_alias_statement"
  case type
  case constrainedType = "constrained_type"
  case splatType = "splat_type"
  case genericType = "generic_type"
  case memberType = "member_type"

  case expressionStatement = "expression_statement"
  case printStatement = "print_statement"
  case chevron
  case execStatement = "exec_statement"
  case deleteStatement = "delete_statement"
  case globalStatement = "global_statement"
  case nonlocalStatement = "nonlocal_statement"
  case ifStatement = "if_statement"
  case elifClause = "elif_clause"
  case elseClause = "else_clause"
  case forStatement = "for_statement"
  case whileStatement = "while_statement"
  case tryStatement = "try_statement"
  case exceptClause = "except_clause"
  case exceptGroupClause = "except_group_clause"
  case finallyClause = "finally_clause"
  case withStatement = "with_statement"
  case withClause = "with_clause"
  case withItem = "with_item"
  case matchStatement = "match_statement"
  case returnStatement = "return_statement"
  case raiseStatement = "raise_statement"
  case caseClause = "case_clause"

  case casePattern = "case_pattern"
  case classPattern = "class_pattern"
  case keywordPattern = "keyword_pattern"
  case splatPattern = "splat_pattern"
  case unionPattern = "union_pattern"
  case dictPattern = "dict_pattern"

  case identifier, attribute, `subscript`, call, string, interpolation
  case concatenatedString = "concatenated_string"
  case stringStart = "string_start"
  case stringContent = "string_content"
  case argumentList = "argument_list"
  case keywordArgument = "keyword_argument"
  case assignment
  case augmentedAssignment = "augmented_assignment"
  case namedExpression = "named_expression"
  case patternList = "pattern_list"
  case tuplePattern = "tuple_pattern"
  case listPattern = "list_pattern"
  case asPattern = "as_pattern"
  case asPatternTarget = "as_pattern_target"
  case expressionList = "expression_list"
  case parenthesizedExpression = "parenthesized_expression"
  case tuple, list, set
  case listSplat = "list_splat"
  case notOperator = "not_operator"
  case comparisonOperator = "comparison_operator"
  case binaryOperator = "binary_operator"
  case listComprehension = "list_comprehension"
  case setComprehension = "set_comprehension"
  case dictionaryComprehension = "dictionary_comprehension"
  case generatorExpression = "generator_expression"
  case forInClause = "for_in_clause"
  case yield

  case asyncToken = "'async'"
  case asToken = "'as'"
  case commaToken = "','"
  case colonToken = "':'"
  case openParenthesisToken = "'('"
  case closeParenthesisToken = "')'"

  /// The kinds in the order of the grammar's type numbers.
  fileprivate static let table = Grammar.python.types.map { type in
    NodeKind(rawValue: type.isNamed ? type.text : "'\(type.text)'") ?? (type.isNamed ? .other : .token)
  }
}

extension Node {
  /// What the node is, as far as some pass cares.
  var kind: NodeKind {
    isError ? .error : NodeKind.table[Int(type)]
  }

  /// Whether it is `x:=10` in a field of an f-string, where the colon begins the format (PEP 572, Exceptional cases).
  var isFormattedWithEqualsSign: Bool { kind == .namedExpression && parent?.kind == .interpolation }

  /// The first child of a kind.
  func first(_ kind: NodeKind) -> Node? { children.first { $0.kind == kind } }
}
