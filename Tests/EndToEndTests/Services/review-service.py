"""A stand-in for GitHub's and GitLab's review APIs that refuses what their documentation forbids.

    review-service.py serve REPOSITORY BASE STATE     serves until it is told to end; STATE/address says where
    review-service.py apply REPOSITORY PAYLOAD        applies all suggestions of a payload to the repository's files, as a batch

Which lines are part of the diff is found out here anew, from `git diff` of the repository.
"""

import http.server
import json
import pathlib
import re
import subprocess
import sys

TOKEN = "s3cret-token"
NUMBER = 7


def git(folder, *words):
    return subprocess.run(["git", "-C", folder, *words], check=True, capture_output=True).stdout


class Refused(Exception):
    def __init__(self, status, **answer):
        super().__init__(answer)
        self.status, self.answer = status, answer


def unprocessable(*errors):
    return Refused(422, message="Unprocessable Entity", errors=list(errors))


class Diff:
    """For each file its old path, and for each of its lines in the diff the hunk and the old number (None if it was added)."""

    def __init__(self, folder, base):
        self.head = git(folder, "rev-parse", "HEAD").decode().strip()
        self.target = git(folder, "rev-parse", base).decode().strip()
        self.base = git(folder, "merge-base", base, "HEAD").decode().strip()
        self.files = {}
        names = git(folder, "diff", "--name-status", "-z", "-M", self.base, self.head).decode().split("\0")[:-1]
        while names:
            status, old = names.pop(0), names.pop(0)
            new = names.pop(0) if status[0] in "RC" else old
            if status == "D":
                continue
            self.files[new] = (old, self.lines(git(folder, "diff", "-M", self.base, self.head, "--", old, new)))

    @staticmethod
    def lines(diff):
        lines, hunk, old, new = {}, 0, None, None
        for line in diff.split(b"\n"):
            head = re.match(rb"@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@", line)
            if head:
                old, new, hunk = int(head[1]), int(head[2]), hunk + 1
            elif new is None or line[:1] not in (b" ", b"+", b"-"):
                continue
            elif line[:1] == b"-":
                old += 1
            else:
                lines[new] = (hunk, None if line[:1] == b"+" else old)
                new += 1
                old += line[:1] == b" "
        return lines


def need(condition, error):
    if not condition:
        raise error


class GitHub:
    """`POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews`, version 2022-11-28."""

    prefix = f"/repos/some/api/pulls/{NUMBER}"

    def __init__(self, diff):
        self.diff, self.reviews, self.comments = diff, [], []

    def get(self, path, query):
        if path == "":
            return {"number": NUMBER, "head": {"sha": self.diff.head}, "base": {"sha": self.diff.target}}
        lists = {"/reviews": self.reviews, "/comments": self.comments}
        need(path in lists, Refused(404, message="Not Found"))
        return page(lists[path], query)

    def post(self, path, review):
        need(path == "/reviews", Refused(404, message="Not Found"))
        need(set(review) <= {"commit_id", "body", "event", "comments"}, unprocessable("unknown field"))
        need(review.get("event") in ("APPROVE", "REQUEST_CHANGES", "COMMENT"), unprocessable("event"))
        need(review["event"] == "APPROVE" or is_text(review.get("body")), unprocessable("body can't be blank"))
        need(review.get("commit_id") == self.diff.head, unprocessable("commit_id is not part of the pull request"))
        suggested = []
        for comment in review.get("comments", []):
            self.check(comment, suggested)
        self.reviews.append({"id": len(self.reviews) + 1, "body": review["body"], "state": "COMMENTED"})
        self.comments += review["comments"]
        return 200, dict(self.reviews[-1], html_url=f"https://github.example/some/api/pull/{NUMBER}#review")

    def check(self, comment, suggested):
        known = {"path", "position", "body", "line", "side", "start_line", "start_side"}
        need(set(comment) <= known, unprocessable("unknown field"))
        need(all(is_text(comment.get(name)) for name in ("path", "body")), unprocessable("path and body are texts"))
        need(comment["path"] in self.diff.files, unprocessable("Path could not be resolved"))
        lines = self.diff.files[comment["path"]][1]
        line, start = comment.get("line"), comment.get("start_line")
        need(type(line) is int and comment.get("side", "RIGHT") == "RIGHT", unprocessable("Line must be an integer"))
        need(line in lines, unprocessable("Line could not be resolved"))
        if start is not None:
            need(type(start) is int and start < line, unprocessable("Start line must precede the end line."))
            need(comment.get("start_side") == "RIGHT", unprocessable("Start side"))
            need(start in lines, unprocessable("Start line could not be resolved"))
            need(lines[start][0] == lines[line][0], unprocessable("Start line must be part of the same hunk as the line."))
        else:
            need("start_side" not in comment, unprocessable("start_side without start_line"))
        if suggestion(comment["body"]) is not None:
            # As one batch: GitHub takes one suggestion for a line.
            own = [(comment["path"], number) for number in range(start or line, line + 1)]
            need(not set(own) & set(suggested), unprocessable("suggestions overlap"))
            suggested += own


class GitLab:
    """`POST /projects/:id/merge_requests/:iid/discussions`."""

    prefix = f"/projects/some%2Fapi/merge_requests/{NUMBER}"

    def __init__(self, diff):
        self.diff, self.discussions = diff, []
        self.version = {
            "base_commit_sha": diff.base, "start_commit_sha": diff.target, "head_commit_sha": diff.head,
        }

    def get(self, path, query):
        if path == "/versions":
            return [dict(self.version, id=1)]
        need(path == "/discussions", Refused(404, message="404 Not found"))
        return page(self.discussions, query)

    def post(self, path, note):
        need(path == "/discussions", Refused(404, message="404 Not found"))
        need(set(note) <= {"body", "position"} and is_text(note.get("body")), Refused(400, error="body is missing"))
        if note.get("position") is not None:
            self.check(note["position"], note["body"])
        self.discussions.append({"id": str(len(self.discussions)), "notes": [note]})
        return 201, self.discussions[-1]

    def check(self, position, body):
        invalid = Refused(400, message='400 Bad request - Note {:line_code=>["can\'t be blank", "must be a valid line code"]}')
        known = {"position_type", "base_sha", "start_sha", "head_sha", "new_path", "old_path", "new_line", "old_line"}
        need(set(position) <= known and position.get("position_type") == "text", invalid)
        for name in ("base", "start", "head"):
            need(position.get(f"{name}_sha") == self.version[f"{name}_commit_sha"], invalid)
        need(position.get("new_path") in self.diff.files, invalid)
        old, lines = self.diff.files[position["new_path"]]
        need(position.get("old_path") == old, invalid)
        line = position.get("new_line")
        need(type(line) is int and line in lines, invalid)
        # An added line is known by its new number alone, any other by both.
        need(position.get("old_line") == lines[line][1], invalid)
        offsets = re.search(r"^`{3,}suggestion:-(\d+)\+(\d+)$", body, re.MULTILINE)
        if offsets:
            above, below = int(offsets[1]), int(offsets[2])
            need(above <= 100 and below <= 100, invalid)
            need(line - above in lines and line + below in lines, invalid)


def is_text(value):
    return isinstance(value, str) and 0 < len(value) <= 65_536


def page(elements, query):
    values = dict(part.split("=") for part in query.split("&") if part)
    size, number = int(values.get("per_page", 30)), int(values.get("page", 1))
    return elements[(number - 1) * size : number * size]


def suggestion(body):
    """What a comment's block for a suggestion holds; None if it has none."""
    found = re.search(r"^(`{3,})suggestion[^\n`]*\n(.*?)^\1$", body, re.MULTILINE | re.DOTALL)
    return found and found[2]


def serve(folder, base, state):
    diff = Diff(folder, base)
    services = [GitHub(diff), GitLab(diff)]
    requests = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self):
            path, _, query = self.path.partition("?")
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            requests.append({"method": self.command, "path": path, "body": body.decode()})
            (state / "requests.json").write_text(json.dumps(requests))
            try:
                need(self.headers.get("Authorization") == f"Bearer {TOKEN}", Refused(401, message="Bad credentials"))
                service = next((each for each in services if path.startswith(each.prefix)), None)
                need(service, Refused(404, message="Not Found"))
                rest = path[len(service.prefix) :]
                if self.command == "GET":
                    return self.send(200, service.get(rest, query))
                need(self.headers.get("Content-Type") == "application/json", Refused(415, message="JSON is wanted"))
                refusal = state / "refuse-lines"
                if refusal.exists() and (json.loads(body).get("comments") or json.loads(body).get("position")):
                    raise Refused(int(refusal.read_text()), message="Line could not be resolved")
                self.send(*service.post(rest, json.loads(body)))
            except Refused as refused:
                self.send(refused.status, refused.answer)

        do_GET = do_POST = answer

        def send(self, status, value):
            text = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *words):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    partial = state / "address.partial"
    partial.write_text(f"http://127.0.0.1:{server.server_port}")
    partial.rename(state / "address")
    server.serve_forever()


def apply(folder, payload):
    document = json.loads(pathlib.Path(payload).read_text())
    edits = []
    for comment in document["comments"] if isinstance(document, dict) else document:
        text = suggestion(comment["body"])
        if text is None:
            continue
        if position := comment.get("position"):
            path, line = position["new_path"], position["new_line"]
            above, below = re.search(r"suggestion:-(\d+)\+(\d+)", comment["body"]).groups()
            edits.append((path, line - int(above), line + int(below), text))
        else:
            edits.append((comment["path"], comment.get("start_line", comment["line"]), comment["line"], text))
    for path, first, last, text in sorted(edits, reverse=True):
        file = pathlib.Path(folder, path)
        lines = file.read_text().splitlines(keepends=True)
        lines[first - 1 : last] = [text]
        file.write_text("".join(lines))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["serve", folder, base, state]:
            serve(folder, base, pathlib.Path(state))
        case ["apply", folder, payload]:
            apply(folder, payload)
        case _:
            sys.exit(__doc__)
