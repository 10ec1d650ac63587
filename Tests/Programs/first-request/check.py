"""A platform that gives the start all of a processor, and a request the tenth of one and a deadline."""
import sys

import app

before = set(sys.modules)
answer = app.handler({}, None)
print(answer, sorted(set(sys.modules) - before))
