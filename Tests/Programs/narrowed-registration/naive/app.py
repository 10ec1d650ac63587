from shop.text import render

BANNER = render("start")


def handler(event, context):
    return BANNER
