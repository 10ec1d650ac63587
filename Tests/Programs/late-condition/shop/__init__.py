pending = ["fast"]

if "fast" in pending:
    from shop.fast import total
else:
    from shop.slow import total

pending.clear()
NAME = "shop"
