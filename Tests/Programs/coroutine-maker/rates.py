import asyncio

import heavy


async def load():
    return {"EUR": heavy.value}


table = asyncio.run(load())
