import plugins
import registry


def handler(event, context):
    return 1


def names():
    return registry.all_names()


def enable():
    return plugins.enable()
