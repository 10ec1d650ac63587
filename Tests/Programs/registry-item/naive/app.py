import schema


def handler(event, context):
    return sorted(schema.tables) if event.get("list") else 1


def describe():
    import tables

    return tables.describe()
