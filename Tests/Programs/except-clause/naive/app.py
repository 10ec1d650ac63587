def handler(event, context):
    return report(event["fail"]) if "fail" in event else 1


def report(fails):
    try:
        if fails:
            raise KeyError("order")
        import heavy

        return heavy.work()
    except heavy.Error:
        return "failed"
    except KeyError:
        return "unknown"
