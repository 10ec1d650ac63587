"""Reads an exported file with somebody else's reader and prints what it understood, as lines of `stack weight`.

Arguments: the format, the file. Weights are nanoseconds, as far as the format keeps them.
"""

import json
import pathlib
import sys


def pprof(file):
    from flamegraph_textual.parsers.pprof_parser import ProfileParser

    with open(file, "rb") as data:
        ProfileParser(file).parse(data.read())
    # The viewer shows no labels.
    profile, text = pprof_message(file)
    functions = {function.id: text[function.name] for function in profile.function}
    locations = {location.id: functions[location.line[0].function_id] for location in profile.location}
    assert text[profile.sample_type[0].unit] == "nanoseconds"
    for sample in profile.sample:
        event = pprof_labels(sample, text)["event"]
        yield [event] + [locations[number] for number in reversed(sample.location_id)], sample.value[0]


def pprof_details(file):
    profile, text = pprof_message(file)
    functions = {function.id: text[function.name] for function in profile.function}
    locations = {location.id: functions[location.line[0].function_id] for location in profile.location}
    for sample in profile.sample:
        yield [locations[sample.location_id[0]]], json.dumps(pprof_labels(sample, text), sort_keys=True)


def pprof_message(file):
    from flamegraph_textual.parsers.pprof_parser import unmarshal

    with open(file, "rb") as data:
        profile = unmarshal(data.read())
    return profile, profile.string_table


def pprof_labels(sample, text):
    return {text[label.key]: text[label.str] for label in sample.label}


def collapsed(file):
    from flamegraph_textual.parsers.stackcollapse_parser import StackCollapseParser

    for stack, weight in stacks(file, StackCollapseParser(file)):
        yield stack, weight * 1000


def stacks(file, parser):
    with open(file, "rb") as data:
        content = data.read()
    assert parser.validate(content)

    def walk(frame, stack):
        stack = stack + [frame.name]
        yield stack, frame.values[0] - sum(child.values[0] for child in frame.children)
        for child in frame.children:
            yield from walk(child, stack)

    for child in parser.parse(content).root_stack.children:
        yield from (found for found in walk(child, []) if found[1] > 0)


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
    from flamegraph_textual.parsers.speedscope_parser import SpeedscopeParser

    document = validated(file, "speedscope")
    # The viewer shows one profile at a time.
    for index, profile in enumerate(document["profiles"]):
        assert len(profile["samples"]) == len(profile["weights"])
        assert profile["endValue"] - profile["startValue"] == sum(profile["weights"])
        with open(file, "w") as text:
            json.dump({**document, "activeProfileIndex": index}, text)
        for stack, weight in stacks(file, SpeedscopeParser(file)):
            yield [profile["name"]] + stack, weight


def chrome_trace(file):
    from chrometrace import TraceEvent

    events = validated(file, "chrome-trace")["traceEvents"]
    titles = {event["pid"]: event["args"]["name"] for event in events if event["ph"] == "M"}
    spans = [event for event in events if event["ph"] == "X"]
    assert all(TraceEvent.from_dict(event).to_dict() == event for event in spans)
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


def chrome_trace_details(file):
    for event in validated(file, "chrome-trace")["traceEvents"]:
        if event["ph"] == "X":
            yield [event["name"]], json.dumps(event["args"], sort_keys=True)


def validated(file, schema):
    """The document, if it keeps to the rules that the format's authors have published, as the schema beside this file has them."""
    import jsonschema

    with open(file) as text:
        document = json.load(text)
    rules = pathlib.Path(__file__).with_name(schema + ".schema.json").read_text()
    jsonschema.validate(document, json.loads(rules))
    return document


def contains(outer, inner):
    same = outer["pid"] == inner["pid"]
    return same and inner["ts"] + inner["dur"] <= outer["ts"] + outer["dur"] + 1e-6


for stack, weight in globals()[sys.argv[1].replace("-", "_")](sys.argv[2]):
    print(";".join(stack), weight)
