import asyncio


async def convert():
    import rates

    return rates.table["EUR"]


def handler(event, context):
    return asyncio.run(convert()) if event.get("convert") else 1
