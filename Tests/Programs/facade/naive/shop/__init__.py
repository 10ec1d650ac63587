name = "shop"


def __getattr__(attribute):
    if attribute == "Report":
        from .reports import Report

        return Report
    raise AttributeError(attribute)
