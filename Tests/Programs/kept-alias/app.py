import orders


def handler(event, context):
    return 1 if not event else getattr(orders, event["name"])().number
