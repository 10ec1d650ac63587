from writers import Writer


def handler(event, context):
    return sorted(kind.__name__ for kind in Writer.__subclasses__()) if event.get("list") else 1


def default():
    import formats

    return formats.Workbook()
