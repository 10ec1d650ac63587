import settings


def handler(event, context):
    return settings.title()


def current():
    return settings.level
