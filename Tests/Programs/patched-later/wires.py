def connect():
    return "plain"
