internal import Foundation
internal import Launching

/// Which service a remote repository is on, and how that is reached.
struct ServicePlace {
  let kind: Service.Kind
  private let name: String?
  private let github: Service?

  /// Tells the service from the remote's address, unless it is said, and looks whether there is a way to ask it.
  ///
  /// - Throws: `PublishingError` if it is unknown, or nothing proves who asks.
  init(of remote: GitRemote, kind: Service.Kind?, variables: [String: String]) throws(PublishingError) {
    guard let kind = kind ?? Self.kind(of: remote.address.host) else {
      throw .remote(.unknownService(remote: remote.name, host: remote.address.host))
    }
    self.kind = kind
    guard kind == .github else {
      (name, github) = (nil, nil)
      return
    }
    guard let name = remote.address.ownerAndName ?? Self.ownerAndName(variables["GITHUB_REPOSITORY"]) else {
      throw .remote(.noName(remote: remote.name))
    }
    self.name = name
    github = try Self.github(on: remote.address.host, variables)
  }

  /// The requests from a branch.
  func host(of remote: GitRemote, branch: String) -> any RequestHost {
    guard let github, let name else { return GitLabRequests(remote: remote, branch: branch) }
    return GitHubRequests(service: github, repository: name, branch: branch, target: remote.target)
  }

  private static func kind(of host: String?) -> Service.Kind? {
    switch host {
    // The second one of each is where SSH goes through a firewall.
    case "github.com", "ssh.github.com": .github
    case "altssh.gitlab.com": .gitlab
    case let host?: host.hasPrefix("gitlab.") ? .gitlab : nil
    case nil: nil
    }
  }

  private static func ownerAndName(_ text: String?) -> String? {
    guard let text, text.split(separator: "/", omittingEmptySubsequences: false).count == 2 else { return nil }
    return text.hasPrefix("/") || text.hasSuffix("/") ? nil : text
  }

  private static func github(on host: String?, _ variables: [String: String]) throws(PublishingError) -> Service {
    let own = kind(of: host) == nil ? host : nil
    let standard = own.map { "https://\($0)/api/v3" } ?? Service.Kind.github.publicAddress
    if let token = Service.Kind.github.token(in: variables) {
      do {
        return try Service(.github, at: Service.Kind.github.address(in: variables) ?? standard, token: token)
      } catch {
        throw .access(error)
      }
    }
    guard Environment.find("gh", in: variables) != nil else { throw .remote(.noAccess) }
    return Service(.github, at: standard, through: GitHubCommand(address: standard, host: own))
  }
}
