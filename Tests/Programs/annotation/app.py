from __future__ import annotations

import dataclasses
import typing

import heavy


@dataclasses.dataclass
class Order:
    report: heavy.Base | None = None


def handler(event, context):
    return sorted(typing.get_type_hints(Order)) if event.get("hints") else 1


def report():
    return heavy.work()
