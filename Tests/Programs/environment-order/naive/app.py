import os

os.environ["REGION"] = "abroad"


def handler(event, context):
    return 1


def connect():
    import client

    return client.region()
