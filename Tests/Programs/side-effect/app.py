import plugins
import registry


def handler(event, context):
    return registry.names if event.get("list") else 1
