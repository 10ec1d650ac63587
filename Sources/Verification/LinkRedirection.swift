/// Decides where a symbolic link has to lead in a copy: into the copy if what it names is there, else to the original.
struct LinkRedirection {
  /// The absolute paths by which a link may name the root that is copied.
  let roots: [String]
  /// The absolute path of the copy.
  let target: String
  /// What the copy leaves out, each as a path below the root with a slash in front.
  let skipped: Set<String>

  /// The destination in the copy.
  ///
  /// - Parameters:
  ///   - destination: What the link holds, relative to its folder or absolute.
  ///   - link: The path of the link below the root, with a slash in front.
  /// - Returns: The destination as it is where that leads right, because a program may print it.
  func destination(_ destination: String, of link: String) -> String {
    let isAbsolute = destination.hasPrefix("/")
    let folder = link.split(separator: "/").dropLast().joined(separator: "/")
    let path = normalized(isAbsolute ? destination : "\(roots.first ?? "")/\(folder)/\(destination)")
    guard let root = roots.first(where: { path == $0 || path.hasPrefix($0 + "/") }) else { return path }
    let inside = String(path.dropFirst(root.count))
    if skipped.contains(where: { inside == $0 || inside.hasPrefix($0 + "/") }) { return path }
    return isAbsolute ? target + inside : destination
  }

  private func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }
}
