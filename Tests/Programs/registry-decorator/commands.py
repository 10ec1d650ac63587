"""export: write everything."""

import heavy
from registry import command


LIMIT = heavy.value


@command("export")
def export():
    return heavy.work()
