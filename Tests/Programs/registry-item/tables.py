import heavy
import schema

schema.tables["orders"] = heavy.value
schema.tables |= {"items": 1}


def describe():
    return heavy.work()
