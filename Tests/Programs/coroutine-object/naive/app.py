import asyncio


class Converter:
    def __init__(self):
        self.currency = "EUR"

    async def convert(self):
        import rates

        return rates.table[self.currency] + len(rates.waiting)


def handler(event, context):
    return asyncio.run(Converter().convert()) if event.get("convert") else 1
