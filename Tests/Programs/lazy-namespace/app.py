import types

import heavy


def handler(event, context):
    return "ok"


def loaded():
    return sorted(name for name, value in globals().items() if isinstance(value, types.ModuleType))


def work():
    return heavy.work()
