from database import metadata


def handler(event, context):
    return sorted(metadata.tables) if event.get("create") else 1


def orders():
    import models

    return models.orders
