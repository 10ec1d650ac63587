def handler(event, context):
    import heavy

    return heavy.work()
