import heavy
import cli

FORMATS = ["csv", heavy.value]


@cli.group.command
def export():
    return heavy.work()
