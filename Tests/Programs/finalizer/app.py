import heavy


class Connection:
    def __del__(self):
        print("closed", heavy.work())


def handler(event, context):
    return 1


def connect():
    global connection
    connection = Connection()
