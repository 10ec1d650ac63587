"""A stand-in for the parts of GitHub's REST API (version 2022-11-28) that requests to merge need.

    pull-service.py FOLDER      serves until it is told to end

FOLDER/address says where, FOLDER/calls gets a line for each call that was let in, FOLDER/pulls.json holds the requests after each.
A request that is there already is listed in FOLDER/pulls.json before the start.
"""

import http.server
import json
import pathlib
import sys
import urllib.parse

TOKEN = "s3cret-token"
REPOSITORY = "some/api"
folder = pathlib.Path(sys.argv[1])
kept = folder / "pulls.json"
pulls = json.loads(kept.read_text()) if kept.exists() else []


class Refused(Exception):
    def __init__(self, status, message, **more):
        super().__init__(message)
        self.status, self.answer = status, dict(message=message, documentation_url="https://docs.github.com/rest", **more)


def pull(number, title, body, head, base, owner="some"):
    return {
        "number": number, "state": "open", "title": title, "body": body, "comments": [],
        "merged_at": None, "html_url": f"https://github.com/{REPOSITORY}/pull/{number}",
        "head": {"ref": head, "label": f"{owner}:{head}", "repo": {"full_name": f"{owner}/api"}}, "base": {"ref": base},
    }


def find(number):
    for request in pulls:
        if str(request["number"]) == number:
            return request
    raise Refused(404, "Not Found")


def listed(query):
    chosen = [request for request in pulls if query.get("state", "open") in ("all", request["state"])]
    # GitHub passes over a `head` without an owner.
    if ":" in query.get("head", ""):
        chosen = [request for request in chosen if request["head"]["label"] == query["head"]]
    size, page = min(int(query.get("per_page", 30)), 100), int(query.get("page", 1))
    return chosen[(page - 1) * size:page * size]


def create(fields):
    for name in ("title", "head", "base"):
        if not isinstance(fields.get(name), str):
            raise Refused(422, "Validation Failed", errors=[{"resource": "PullRequest", "code": "missing_field", "field": name}])
    label = f"some:{fields['head']}"
    if any(request["state"] == "open" and request["head"]["label"] == label for request in pulls):
        raise Refused(422, "Validation Failed", errors=[
            {"resource": "PullRequest", "code": "custom", "message": f"A pull request already exists for {label}."},
        ])
    if len(fields.get("body", "")) > 65536:
        raise Refused(422, "Validation Failed", errors=[{"message": "body is too long (maximum is 65536 characters)"}])
    pulls.append(pull(len(pulls) + 1, fields["title"], fields.get("body"), fields["head"], fields["base"]))
    return 201, pulls[-1]


def answer(method, path, query, fields):
    place = path.strip("/").split("/")
    if place[:3] != ["repos", *REPOSITORY.split("/")]:
        raise Refused(404, "Not Found")
    rest = place[3:]
    if (method, rest) == ("GET", ["pulls"]):
        return 200, listed(query)
    if (method, rest) == ("POST", ["pulls"]):
        return create(fields)
    if method == "PATCH" and rest[:1] == ["pulls"] and len(rest) == 2:
        request = find(rest[1])
        for name in ("title", "body", "state"):
            request[name] = fields.get(name, request[name])
        request["base"]["ref"] = fields.get("base", request["base"]["ref"])
        return 200, request
    if method == "POST" and rest[:1] == ["issues"] and rest[2:] == ["comments"]:
        find(rest[1])["comments"].append(fields["body"])
        return 201, {"id": 1, "body": fields["body"]}
    raise Refused(404, "Not Found")


class Handler(http.server.BaseHTTPRequestHandler):
    def handle_any(self):
        parts = urllib.parse.urlsplit(self.path)
        text = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            if self.headers.get("Authorization") != f"Bearer {TOKEN}":
                raise Refused(401, "Bad credentials")
            with (folder / "calls").open("a") as calls:
                print(self.command, parts.path, file=calls)
            query = dict(urllib.parse.parse_qsl(parts.query))
            status, value = answer(self.command, parts.path, query, json.loads(text) if text else {})
            kept.write_text(json.dumps(pulls, indent=1))
        except Refused as refusal:
            status, value = refusal.status, refusal.answer
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PATCH = handle_any

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
(folder / "address.new").write_text(f"http://127.0.0.1:{server.server_address[1]}")
(folder / "address.new").rename(folder / "address")
server.serve_forever()
