import events
import heavy

lines = [heavy.value]


def note():
    lines.append(heavy.work())
    return len(lines)


events.listen("saved", note)
