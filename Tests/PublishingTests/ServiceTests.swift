import Testing

@testable import Publishing

@Suite struct `A service` {
  private static let tokens = ["GITHUB_TOKEN": "token", "GITLAB_TOKEN": "token"]

  @Test(arguments: [
    (Service.Kind.github, "GITHUB_API_URL", "http://git.example.com/api/v3"),
    (.gitlab, "CI_API_V4_URL", "http://git.example.com/api/v4"), (.gitlab, "CI_API_V4_URL", "HTTP://10.0.0.1/api/v4"),
    (.github, "GITHUB_API_URL", "http://localhost.example.com/"), (.gitlab, "CI_API_V4_URL", "git.example.com/api/v4"),
  ]) func `gets no token where others can read it`(kind: Service.Kind, variable: String, address: String) {
    #expect(throws: ServiceError.clearText(address: address, variable: variable)) {
      try Service(kind, variables: Self.tokens.merging([variable: address]) { $1 })
    }
    #expect(throws: ServiceError.clearText(address: address, variable: variable)) {
      try Service(kind, at: address, token: Secret("token"))
    }
  }

  @Test(arguments: [
    "https://git.example.com/api/v4", "HTTPS://git.example.com/api/v4", "http://127.0.0.1:8080/api/v4",
    "http://localhost:8080/api/v4", "http://[::1]:8080/api/v4",
  ]) func `gets it where nobody can`(address: String) throws {
    let service = try Service(.gitlab, variables: Self.tokens.merging(["CI_API_V4_URL": address]) { $1 })
    #expect(service.address == address)
  }

  @Test(arguments: [(Service.Kind.github, "https://api.github.com"), (.gitlab, "https://gitlab.com/api/v4")])
  func `is the public one unless the environment names another`(kind: Service.Kind, address: String) throws {
    let empty = ["GITHUB_API_URL": "", "CI_API_V4_URL": ""]
    #expect(try Service(kind, variables: Self.tokens).address == address)
    #expect(try Service(kind, variables: Self.tokens.merging(empty) { $1 }).address == address)
  }
}
