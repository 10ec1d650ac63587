import settings

TITLE = settings.title + "!"


def handler(event, context):
    return TITLE


def current():
    return settings.level
