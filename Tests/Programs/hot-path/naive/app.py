def cell(value):
    import heavy

    return value + heavy.value


def handler(event, context):
    return sum(cell(value) for value in range(event.get("rows", 0)))
