import heavy


def price(row):
    if row < 0:
        return heavy.work()
    return row * 2


def handler(event, context):
    return sum(price(row) for row in event.get("special", [])) + sum(price(row) for row in range(event.get("rows", 0)))
