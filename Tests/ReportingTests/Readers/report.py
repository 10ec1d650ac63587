"""Reads a report with somebody else's reader, or by the rules that the format's authors have published, and prints what it says.

Arguments: the format, the file, and perhaps the folder to apply all fixes in. Each line is `RULE FILE:LINE`.
"""

import base64
import json
import pathlib
import re
import sys
import urllib.parse


RULES = {
    "unused", "rarely-used", "misused", "avoidable", "bytecode-missing", "startup",
    "init-budget", "memory-budget", "module-budget", "forbidden-library", "eager-library", "regression", "workload-drift",
}


def concise(text):
    for line in text.splitlines():
        file, number, manifest, rule, message = re.fullmatch(r"(?:(?:(.+):(\d+)|(pyproject.toml)): )?([a-z-]+): (.+)", line).groups()
        yield rule, file or manifest or "", number or ""


def markdown(text):
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    html = [token.content for token in tokens if token.type == "html_block"]
    assert all(re.fullmatch(r"</?(details|summary)>(\n<summary>[A-Za-z ]+</summary>)?\n?", part) for part in html), html
    inner = [child for token in tokens for child in token.children or []]
    assert not {"html_inline", "link_open", "image"} & {child.type for child in inner}
    # Findings stand in a table with a row for each, fixes in a list.
    places = re.compile(r"(.+):(\d+)", re.DOTALL)
    row = None
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            if len(row) == 6 and row[1] in RULES:
                match = places.fullmatch(row[5])
                yield row[1], *(match.groups() if match else ("", ""))
        elif token.type == "inline" and tokens[index - 1].type in {"td_open", "th_open"}:
            codes = [child.content for child in token.children if child.type == "code_inline"]
            row.append((codes or ["".join(child.content for child in token.children)])[0])
        elif token.type == "inline" and tokens[index - 1].type == "paragraph_open" and tokens[index - 1].level == 2:
            codes = [child.content for child in token.children if child.type == "code_inline"]
            found = [places.fullmatch(code) for code in codes]
            found = [match for match in found if match]
            if found:
                # The list names no rule; the only one of the test is this.
                yield "local", *found[0].groups()


def github(text):
    """What the runner makes of workflow commands."""
    for line in text.split("\n")[:-1]:
        level, properties, message = re.fullmatch(r"::(error|warning|notice) (.*?)::(.*)", line).groups()
        values = dict(part.split("=", 1) for part in properties.split(","))
        assert set(values) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        values = {key: unescaped(value) for key, value in values.items()}
        if level == "notice":
            assert "file" not in values
            yield "notice", "", ""
            continue
        assert "\n" in unescaped(message)
        yield values["title"].removeprefix("libprof: "), values.get("file", ""), values.get("line", "")


def unescaped(text):
    for escape, character in [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]:
        text = text.replace(escape, character)
    return text


def gitlab(text):
    import jsonschema

    rules = pathlib.Path(__file__).with_name("gitlab-code-quality.schema.json").read_text()
    issues = json.loads(text)
    jsonschema.validate(issues, json.loads(rules))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue in issues:
        location = issue["location"]
        yield issue["check_name"].removeprefix("libprof/"), location["path"], location["lines"]["begin"]


def rdjson(text):
    for diagnostic in parsed("DiagnosticResult", text).diagnostics:
        yield from review(diagnostic)


def rdjsonl(text):
    for line in text.split("\n")[:-1]:
        yield from review(parsed("Diagnostic", line))


def review(diagnostic):
    assert diagnostic.message and diagnostic.source.name == "libprof" and diagnostic.severity in (1, 2)
    path = diagnostic.location.path
    yield diagnostic.code.value, path, diagnostic.location.range.start.line
    if not folder:
        return
    assert diagnostic.suggestions
    content = originals.setdefault(path, (folder / path).read_bytes())
    starts = [0] + [match.end() for match in re.finditer(rb"\r\n|\r|\n", content)]
    for suggestion in diagnostic.suggestions:
        begin, end = [starts[place.line - 1] + place.column - 1 for place in (suggestion.range.start, suggestion.range.end)]
        edits.setdefault(path, []).append((begin, end, suggestion.text.encode()))


def parsed(name, text):
    """JSON as protocol buffers read it: an unknown field or a value of another type is a mistake."""
    from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

    kinds = descriptor_pb2.FieldDescriptorProto
    file = descriptor_pb2.FileDescriptorProto(name="rdf.proto", package="rdf", syntax="proto3")
    severity = file.enum_type.add(name="Severity")
    for number, value in enumerate(["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]):
        severity.value.add(name=value, number=number)
    messages = {
        "DiagnosticResult": [("diagnostics", 1, "Diagnostic*"), ("source", 2, "Source"), ("severity", 3, "Severity")],
        "Diagnostic": [
            ("message", 1, "string"), ("location", 2, "Location"), ("severity", 3, "Severity"), ("source", 4, "Source"),
            ("code", 5, "Code"), ("suggestions", 6, "Suggestion*"), ("original_output", 7, "string"),
        ],
        "Location": [("path", 2, "string"), ("range", 3, "Range")],
        "Range": [("start", 1, "Position"), ("end", 2, "Position")],
        "Position": [("line", 1, "int32"), ("column", 2, "int32")],
        "Suggestion": [("range", 1, "Range"), ("text", 2, "string")],
        "Source": [("name", 1, "string"), ("url", 2, "string")],
        "Code": [("value", 1, "string"), ("url", 2, "string")],
    }
    for message, fields in messages.items():
        descriptor = file.message_type.add(name=message)
        for field, number, kind in fields:
            label = kinds.LABEL_REPEATED if kind.endswith("*") else kinds.LABEL_OPTIONAL
            kind = kind.rstrip("*")
            new = descriptor.field.add(name=field, number=number, label=label)
            if kind in ("string", "int32"):
                new.type = kinds.TYPE_STRING if kind == "string" else kinds.TYPE_INT32
            else:
                new.type = kinds.TYPE_ENUM if kind == "Severity" else kinds.TYPE_MESSAGE
                new.type_name = ".rdf." + kind
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return json_format.Parse(text, message_factory.GetMessageClass(pool.FindMessageTypeByName("rdf." + name))())


def sarif(text):
    from sarif_kit.validate import validation_errors

    log = json.loads(text)
    assert not validation_errors(log), validation_errors(log)
    [run] = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["partialFingerprints"]
        if not result["locations"]:
            yield result["ruleId"], "", ""
            continue
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uriBaseId"] in run["originalUriBaseIds"]
        file = urllib.parse.unquote(place["artifactLocation"]["uri"])
        assert not urllib.parse.urlsplit(place["artifactLocation"]["uri"]).scheme
        yield result["ruleId"], file, place.get("region", {}).get("startLine", "")
        if folder:
            [fix] = result["fixes"]
            for change in fix["artifactChanges"]:
                collect(urllib.parse.unquote(change["artifactLocation"]["uri"]), change["replacements"], run["columnKind"])


def collect(path, replacements, unit):
    content = originals.setdefault(path, (folder / path).read_bytes())
    for replacement in replacements:
        region, new = replacement["deletedRegion"], replacement["insertedContent"]
        if "byteOffset" in region:
            begin = region["byteOffset"]
            edit = begin, begin + region["byteLength"], base64.b64decode(new["binary"])
        else:
            assert unit == "utf16CodeUnits"
            lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", content.decode())

            def offset(line, column):
                before = lines[line - 1].encode("utf-16-le")[: 2 * (column - 1)].decode("utf-16-le")
                return len(("".join(lines[: line - 1]) + before).encode())

            begin = offset(region["startLine"], region["startColumn"])
            edit = begin, offset(region["endLine"], region["endColumn"]), new["text"].encode()
        edits.setdefault(path, []).append(edit)


def junit(text):
    from junitparser import JUnitXml

    document = JUnitXml.fromstring(text.encode())
    for suite in document:
        cases = list(suite)
        assert suite.tests == len(cases) > 0
        assert suite.failures == sum(bool(case.result) for case in cases)
        assert abs(suite.time - sum(case.time for case in cases)) < 1e-5
        for case in cases:
            if not case.result:
                assert len(cases) == 1
                continue
            [failure] = case.result
            assert failure.message and failure.text.startswith(failure.message)
            yield failure.type, case._elem.get("file"), case._elem.get("line")


form, report = sys.argv[1:3]
folder = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
originals, edits = {}, {}
for rule, file, number in globals()[form](pathlib.Path(report).read_bytes().decode()):
    print(f"{rule} {file}:{number}")
for path, changes in edits.items():
    new, done = b"", 0
    for begin, end, replacement in sorted(changes):
        assert begin >= done, "edits overlap"
        new += originals[path][done:begin] + replacement
        done = end
    (folder / path).write_bytes(new + originals[path][done:])
