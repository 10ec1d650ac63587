import heavy
import inventory


def handler(event, context):
    return "ok"


def work():
    return heavy.work()


def parts():
    return inventory.modules("app")
