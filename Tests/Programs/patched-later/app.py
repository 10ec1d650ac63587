import client
import compatibility


def handler(event, context):
    return compatibility.name


def fetch():
    return client.fetch()
