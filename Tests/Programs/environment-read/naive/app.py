import os


def handler(event, context):
    return 1


def connect():
    import client

    return client.region()


def switch(region):
    os.environ["REGION"] = region
