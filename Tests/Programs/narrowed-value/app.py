from shop.api import render

BANNER = render("start")


def handler(event, context):
    return BANNER
