from .reports import Report, rows

name = "shop"
