from cli import group
import exporting


def handler(event, context):
    return group.run(event["command"]) if "command" in event else 1


def formats():
    return exporting.FORMATS
