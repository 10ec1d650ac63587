import pickle


def handler(event, context):
    return pickle.loads(event["data"]).number if "data" in event else 1
