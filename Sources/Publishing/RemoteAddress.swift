/// Where a remote repository lies, as far as its URL tells.
public struct RemoteAddress: Sendable, Hashable {
  /// The host, in lower case; nil for a folder of this machine.
  public let host: String?
  /// What follows the host, as `owner/name`: without the slash before it and the `.git` behind it.
  public let path: String

  /// Reads any form that git takes: `https://host/owner/name.git`, `ssh://git@host:22/owner/name`, `git@host:owner/name`, a path.
  ///
  /// User names and passwords in it are left behind.
  public init(_ url: String) {
    if let scheme = url.firstRange(of: "://") {
      let rest = url[scheme.upperBound...]
      let authority = rest.prefix { $0 != "/" }
      path = Self.plain(rest.dropFirst(authority.count))
      host = url[..<scheme.lowerBound] == "file" ? nil : Self.host(in: authority)
    } else if let colon = url.firstIndex(of: ":"), !url[..<colon].contains("/") {
      host = Self.host(in: url[..<colon])
      path = Self.plain(url[url.index(after: colon)...])
    } else {
      host = nil
      path = Self.plain(Substring(url))
    }
  }

  private static func host(in authority: Substring) -> String? {
    let name = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    let host = name.prefix { $0 != ":" }.lowercased()
    return host.isEmpty ? nil : host
  }

  private static func plain(_ path: Substring) -> String {
    var path = path.drop { $0 == "/" }
    while path.last == "/" { path.removeLast() }
    return String(path.hasSuffix(".git") ? path.dropLast(4) : path)
  }

  /// `owner/name`, if a host has it under two names; nil for folders and for groups within groups.
  var ownerAndName: String? {
    host != nil && path.split(separator: "/", omittingEmptySubsequences: false).count == 2 ? path : nil
  }
}
