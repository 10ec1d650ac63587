import contextvars

import heavy

current = contextvars.ContextVar("current")
current.set("home")
