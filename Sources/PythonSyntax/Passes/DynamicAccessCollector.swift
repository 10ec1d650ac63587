internal import SourceText

/// Finds calls and attributes that reach names behind the back of any analysis.
struct DynamicAccessCollector {
  private(set) var accesses: [DynamicNameAccess] = []

  init(_ collector: NameCollector, uses: [Use], lines: LineIndex) {
    let origins = Self.origins(collector)
    for use in uses where use.action == .load {
      let origin: String
      if let place = use.resolved {
        guard let imported = origins[Place(scope: place, name: use.name)] else { continue }
        origin = imported
      } else {
        // Nearly all names lead nowhere here; that is found out without putting their paths together.
        guard Self.heads.contains(use.name) else { continue }
        origin = use.name
      }
      let path = ([origin] + use.attributes).joined(separator: ".")
      guard let kind = Self.kind(path) else { continue }
      if kind == .vars, Self.hasArguments(use, collector.text) { continue }
      accesses.append(
        DynamicNameAccess(
          kind: kind,
          range: use.range,
          position: lines.position(at: use.range.lowerBound),
          scope: use.scope,
          function: use.function
        )
      )
    }
  }

  private struct Place: Hashable {
    let scope: Int
    let name: String
  }

  /// The first names of the paths that matter.
  private static let heads = Set(
    DynamicNameAccess.Kind.allCases.map { String($0.rawValue.prefix { $0 != "." }) } + ["builtins", "imp"]
  )

  /// What the imported names stand for, as dotted paths; without those that cannot matter.
  private static func origins(_ collector: NameCollector) -> [Place: String] {
    var origins: [Place: String] = [:]
    for binding in collector.bindings {
      guard case .import(let statement, let index) = binding.kind else { continue }
      let name = collector.imports[statement].names[index]
      let path =
        switch collector.imports[statement].fromModule {
        case let module?: module + "." + (name.name == "*" ? binding.name : name.name)
        case nil: name.alias == nil ? name.boundName : name.name
        }
      guard heads.contains(String(path.prefix { $0 != "." })) else { continue }
      origins[Place(scope: binding.resolved, name: binding.name)] = path
    }
    return origins
  }

  private static func kind(_ path: String) -> DynamicNameAccess.Kind? {
    let path = path.hasPrefix("builtins.") ? String(path.dropFirst(9)) : path
    if path == "sys.modules" || path.hasPrefix("sys.modules.") { return .systemModules }
    if path == "imp.reload" { return .reload }
    return DynamicNameAccess.Kind(rawValue: path)
  }

  /// `vars(x)` looks into an object; only `vars()` looks at names.
  private static func hasArguments(_ use: Use, _ text: ParsableText) -> Bool {
    let rest = text.bytes[use.range.upperBound...].drop(while: \.isBlank)
    guard rest.first == UInt8(ascii: "(") else { return false }
    return rest.dropFirst().first { !$0.isBlank && $0 != .lineFeed && $0 != .carriageReturn } != UInt8(ascii: ")")
  }
}
