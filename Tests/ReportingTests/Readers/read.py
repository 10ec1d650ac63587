"""Reads an exported file with somebody else's reader and prints what it understood, as lines of `stack weight`.

Arguments: the format, the file. Weights are nanoseconds, as far as the format keeps them.
"""

import json
import sys


def pprof(file):
    from austin.format.pprof import profile_pb2

    profile = profile_pb2.Profile()
    with open(file, "rb") as data:
        profile.ParseFromString(data.read())
    text = profile.string_table
    functions = {function.id: text[function.name] for function in profile.function}
    locations = {location.id: functions[location.line[0].function_id] for location in profile.location}
    assert text[profile.sample_type[0].unit] == "nanoseconds"
    for sample in profile.sample:
        event = text[sample.label[0].str]
        yield [event] + [locations[number] for number in reversed(sample.location_id)], sample.value[0]


def collapsed(file):
    with open(file) as lines:
        for line in lines:
            stack, _, weight = line.rpartition(" ")
            yield stack.split(";"), int(weight) * 1000


def importtime(file):
    from tuna._import_profile import read_import_profile

    def walk(node, stack):
        stack = stack + [node["text"][0]]
        yield stack, round(node["value"] * 1e9)
        for child in node.get("children", []):
            yield from walk(child, stack)

    for child in read_import_profile(file)["children"]:
        yield from walk(child, [])


def speedscope(file):
    with open(file) as text:
        document = json.load(text)
    assert document["$schema"] == "https://www.speedscope.app/file-format-schema.json"
    frames = document["shared"]["frames"]
    for profile in document["profiles"]:
        assert profile["type"] == "sampled" and profile["unit"] == "nanoseconds"
        assert len(profile["samples"]) == len(profile["weights"])
        assert profile["endValue"] - profile["startValue"] == sum(profile["weights"])
        for stack, weight in zip(profile["samples"], profile["weights"]):
            yield [profile["name"]] + [frames[number]["name"] for number in stack], weight


def chrome_trace(file):
    from chrometrace import TraceEvent, TraceEventType

    with open(file) as text:
        events = json.load(text)["traceEvents"]
    titles = {event["pid"]: event["args"]["name"] for event in events if event["ph"] == "M"}
    spans = [event for event in events if TraceEventType(event["ph"]) is TraceEventType.COMPLETE]
    for event in spans:
        TraceEvent(event["name"], TraceEventType.COMPLETE, event["ts"], event["dur"], event["pid"], event["tid"])
    # A viewer knows what lies inside what by the times alone.
    open_spans = []
    rows = []
    for event in sorted(spans, key=lambda span: (span["pid"], span["ts"], -span["dur"])):
        while open_spans and not contains(open_spans[-1], event):
            open_spans.pop()
        row = {"stack": [titles[event["pid"]]] + [span["name"] for span in open_spans] + [event["name"]]}
        row["own"] = event["dur"]
        if open_spans:
            open_spans[-1]["row"]["own"] -= event["dur"]
        open_spans.append({**event, "row": row})
        rows.append(row)
    for row in rows:
        yield row["stack"], round(row["own"] * 1000)


def contains(outer, inner):
    same = outer["pid"] == inner["pid"]
    return same and inner["ts"] + inner["dur"] <= outer["ts"] + outer["dur"] + 1e-6


for stack, weight in globals()[sys.argv[1].replace("-", "_")](sys.argv[2]):
    print(";".join(stack), weight)
