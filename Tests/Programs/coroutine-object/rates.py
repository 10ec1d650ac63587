import asyncio.events

import heavy

table = {"EUR": heavy.value}
# The event loop that waits for this import, if one does.
waiting = [loop for loop in [asyncio.events._get_running_loop()] if loop]
