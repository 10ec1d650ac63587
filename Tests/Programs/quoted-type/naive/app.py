import typing

Report = typing.Optional["heavy.Base"]
Row = typing.NamedTuple("Row", [("base", "list[heavy.Base]")])


def make(report: Report = None):
    import heavy

    return heavy.work()


def handler(event, context):
    return sorted(typing.get_type_hints(make)) if event.get("hints") else 1
