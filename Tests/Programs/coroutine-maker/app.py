import asyncio

import rates


class Converter:
    def __init__(self):
        self.currency = "EUR"

    async def convert(self):
        return rates.table[self.currency]


def ready():
    return Converter()


async def answer():
    return await ready().convert()


def handler(event, context):
    return asyncio.run(answer()) if event.get("convert") else 1
