import asyncio

import rates


def rate():
    return rates.table["EUR"] + len(rates.waiting)


def converted():
    return rate() * 2


async def convert():
    return converted()


def handler(event, context):
    return asyncio.run(convert()) if event.get("convert") else 1
