"""A stand-in for `gh api`: asks the service of LIBPROF_TEST_SERVICE, and writes its own arguments down beside it."""

import json
import os
import pathlib
import sys
import urllib.error
import urllib.request

folder = pathlib.Path(os.environ["LIBPROF_TEST_SERVICE"])
words = sys.argv[1:]
with (folder / "gh").open("a") as kept:
    print(json.dumps(words), file=kept)
if words[0] != "api":
    sys.exit("unknown command")
# The options that are followed by a value.
options = {words[index]: words[index + 1] for index in range(len(words) - 1) if words[index].startswith("--")}
request = urllib.request.Request(
    f"{(folder / 'address').read_text()}/{words[4]}",
    data=sys.stdin.buffer.read() if options.get("--input") == "-" else None,
    method=options["--method"],
    headers={"Authorization": "Bearer s3cret-token", "Content-Type": "application/json"},
)
try:
    response = urllib.request.urlopen(request)
except urllib.error.HTTPError as error:
    response = error
body = response.read().decode()
print(f"HTTP/2.0 {response.status} {response.reason}")
for name, value in response.headers.items():
    print(f"{name}: {value}", end="\r\n")
print(end="\r\n")
print(body)
if response.status >= 300:
    sys.exit(f"gh: {json.loads(body)['message']} (HTTP {response.status})")
