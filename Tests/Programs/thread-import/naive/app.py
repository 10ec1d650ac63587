import threading

NAME = "Orders"

ready = []


def prepare():
    import report

    ready.append(report.title())


worker = threading.Thread(target=prepare, daemon=True)
worker.start()
worker.join(timeout=3)
COUNT = len(ready)


def handler(event, context):
    return COUNT
