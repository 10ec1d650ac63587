import events


def handler(event, context):
    return events.send("saved") if event.get("save") else 1


def report():
    import audit

    return audit.lines
