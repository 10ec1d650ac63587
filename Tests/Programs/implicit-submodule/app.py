import library.tables


def handler(event, context):
    return 1


def report():
    return library.tables.rows()
