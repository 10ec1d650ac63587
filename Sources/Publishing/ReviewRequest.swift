public import Reporting

/// A request to merge a change, under review at a service, that comments can be posted to.
public struct ReviewRequest: Sendable {
  /// Where it is asked.
  let service: Service
  /// Its place below the API: `repos/OWNER/NAME/pulls/7`, `projects/ID/merge_requests/7`.
  let path: String
  /// How people write it.
  public let name: String

  /// Finds the request that the environment of a run names.
  ///
  /// - Parameters:
  ///   - kind: whose request it is.
  ///   - number: its number; nil for the one that the run is about.
  ///   - variables: the environment: beside those of `Service` `GITHUB_REPOSITORY` and `GITHUB_REF`, `CI_PROJECT_ID` and
  ///     `CI_MERGE_REQUEST_IID`.
  /// - Throws: `ServiceError` for what is not named.
  public init(_ kind: Service.Kind, number: Int?, variables: [String: String]) throws(ServiceError) {
    func value(_ name: String, _ meaning: String) throws(ServiceError) -> String {
      guard let text = variables[name], !text.isEmpty else {
        throw .notNamed(service: kind.name, variable: name, meaning: meaning)
      }
      return text
    }
    service = try Service(kind, variables: variables)
    switch kind {
    case .github:
      let repository = try value("GITHUB_REPOSITORY", "the repository, as OWNER/NAME")
      let parts = repository.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
        throw .notNamed(service: kind.name, variable: "GITHUB_REPOSITORY", meaning: "the repository, as OWNER/NAME")
      }
      // `refs/pull/7/merge`.
      let words = (variables["GITHUB_REF"] ?? "").split(separator: "/")
      let own = words.count == 4 && words[1] == "pull" ? Int(words[2]) : nil
      guard let number = number ?? own else { throw .noNumber(service: kind.name, variable: "GITHUB_REF") }
      path = "repos/\(parts.map { Service.encoded(String($0)) }.joined(separator: "/"))/pulls/\(number)"
      name = "\(repository)#\(number)"
    case .gitlab:
      let project = try value("CI_PROJECT_ID", "the project, as its number or GROUP/NAME")
      guard let number = number ?? variables["CI_MERGE_REQUEST_IID"].flatMap(Int.init) else {
        throw .noNumber(service: kind.name, variable: "CI_MERGE_REQUEST_IID")
      }
      path = "projects/\(Service.encoded(project))/merge_requests/\(number)"
      name = "\(project)!\(number)"
    }
  }

  /// Posts what has not been posted yet.
  ///
  /// - Parameter review: what is to be said.
  /// - Returns: what came of it.
  /// - Throws: `ServiceError` if the request is about other commits, or `HTTPError`.
  public func post(_ review: Review) throws -> Posted {
    switch service.kind {
    case .github: try GitHubPost(service, path).post(review)
    case .gitlab: try GitLabPost(service, path).post(review)
    }
  }

  /// What came of posting a review.
  public struct Posted: Sendable {
    /// What was said: less than there was to say if a part of it stood there already.
    public let review: Review
    /// Where it can be read; nil if nothing was posted, or the service does not say it.
    public let address: String?
  }
}
