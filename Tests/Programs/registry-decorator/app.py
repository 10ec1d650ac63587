from registry import run
import commands


def handler(event, context):
    return run(event["command"]) if "command" in event else 1


def usage():
    return commands.__doc__
