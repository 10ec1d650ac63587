import threading

import heavy


def on_call(frame, event, argument):
    calls.append(heavy.work())


calls = []


def handler(event, context):
    return 1


def start():
    threading.setprofile(on_call)
