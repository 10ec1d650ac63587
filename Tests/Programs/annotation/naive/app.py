from __future__ import annotations

import dataclasses
import typing


@dataclasses.dataclass
class Order:
    report: heavy.Base | None = None


def handler(event, context):
    return sorted(typing.get_type_hints(Order)) if event.get("hints") else 1


def report():
    import heavy

    return heavy.work()
