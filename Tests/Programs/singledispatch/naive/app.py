from rendering import render


def handler(event, context):
    return 1


def scale():
    import decimals

    return decimals.SCALE
