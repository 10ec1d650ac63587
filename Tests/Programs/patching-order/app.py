import client
import bootstrap


def handler(event, context):
    return 1


def fetch():
    return client.fetch()
