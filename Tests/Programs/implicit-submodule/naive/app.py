def handler(event, context):
    return 1


def report():
    import library.tables

    return library.tables.rows()
