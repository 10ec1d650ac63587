import Testing

@testable import Publishing

@Suite struct `The address of a remote` {
  @Test(arguments: [
    ("https://github.com/some/api.git", "github.com", "some/api"),
    ("https://GitHub.com/some/api/", "github.com", "some/api"),
    ("https://user:pass@github.com/some/api", "github.com", "some/api"),
    ("http://git.example.com:8080/some/api.git", "git.example.com", "some/api"),
    ("ssh://git@ssh.github.com:443/some/api.git", "ssh.github.com", "some/api"),
    ("git@gitlab.example.com:group/part/api.git", "gitlab.example.com", "group/part/api"),
    ("github.com:some/api", "github.com", "some/api"),
    ("file:///srv/git/api.git", nil, "srv/git/api"),
    ("/srv/git/a:b.git", nil, "srv/git/a:b"),
    ("../api.git", nil, "../api"),
  ]) func `is read in every form that git takes`(url: String, host: String?, path: String) {
    let address = RemoteAddress(url)
    #expect(address.host == host)
    #expect(address.path == path)
  }

  @Test(arguments: [
    ("git@github.com:some/api.git", "some/api"), ("git@gitlab.com:group/part/api.git", nil), ("/some/api", nil),
    ("https://github.com/api", nil),
  ]) func `names a repository by owner and name`(url: String, name: String?) {
    #expect(RemoteAddress(url).ownerAndName == name)
  }
}

@Suite struct `What comes back from a push` {
  @Test func `is told without user names and passwords`() {
    let reason = PushReport.reason("fatal: Authentication failed for 'https://me:s3cret@example.com/some/api/'\n")
    #expect(reason == "fatal: Authentication failed for 'https://example.com/some/api/'")
  }

  @Test(arguments: [
    (
      "!\tHEAD:refs/heads/x\t[rejected] (stale info)\nDone\n", "error: failed to push some refs to 'r'\n",
      RemoteError.changed(remote: "origin", branch: "x")
    ),
    (
      "!\tHEAD:refs/heads/x\t[remote rejected] (pre-receive hook declined)\nDone\n",
      "remote: Not on Fridays.        \nremote: \nerror: failed to push some refs to 'r'\n",
      .rejected(
        remote: "origin",
        branch: "x",
        reason: "[remote rejected] (pre-receive hook declined): Not on Fridays."
      )
    ),
    (
      "", "fatal: the receiving end does not support push options\nfatal: the remote end hung up unexpectedly\n",
      .noPushOptions(remote: "origin")
    ),
    (
      "", "fatal: unable to access 'https://example.com/': Could not resolve host: example.com\n",
      .unreachable(
        remote: "origin",
        reason: "fatal: unable to access 'https://example.com/': Could not resolve host: example.com"
      )
    ),
  ]) func `says why it failed`(output: String, error: String, expected: RemoteError) {
    #expect(PushReport(output, error).error(from: "origin", about: "x") == expected)
  }

  @Test func `may name the request`() {
    let error = """
      remote: 
      remote: View merge request for x:        
      remote:   https://gitlab.com/some/api/-/merge_requests/3        
      remote: 

      """
    #expect(PushReport("", error).address == "https://gitlab.com/some/api/-/merge_requests/3")
    let invitation = "remote:   https://gitlab.com/some/api/-/merge_requests/new?merge_request%5Bsource_branch%5D=x\n"
    #expect(PushReport("", invitation).address == nil)
  }
}
