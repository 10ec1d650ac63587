"""One cold start of the sentiment application, as every profiler gets it."""

import json

import handler

with open("events/review.json") as event:
    handler.handler(json.load(event), None)
