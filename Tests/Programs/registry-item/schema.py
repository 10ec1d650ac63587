tables = {}
