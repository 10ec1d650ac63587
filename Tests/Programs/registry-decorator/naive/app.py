from registry import run


def handler(event, context):
    return run(event["command"]) if "command" in event else 1


def usage():
    import commands

    return commands.__doc__
