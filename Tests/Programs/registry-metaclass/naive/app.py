from writers import Writer


def handler(event, context):
    return Writer.known[event["format"]]().write() if "format" in event else 1


def default():
    import formats

    return formats.Workbook()
