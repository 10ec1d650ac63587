from cli import group


def handler(event, context):
    return group.run(event["command"]) if "command" in event else 1


def formats():
    import exporting

    return exporting.FORMATS
