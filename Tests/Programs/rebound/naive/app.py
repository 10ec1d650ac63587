def handler(event, context):
    return 1


def report():
    import heavy

    return heavy.work() if heavy else "off"


def switch_off():
    global heavy
    heavy = None
