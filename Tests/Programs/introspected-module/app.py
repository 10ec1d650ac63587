import discovery


def handler(event, context):
    return discovery.names() if event.get("list") else 1
