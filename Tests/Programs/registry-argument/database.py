class Metadata:
    def __init__(self):
        self.tables = {}


class Table:
    def __init__(self, name, metadata):
        metadata.tables[name] = self


metadata = Metadata()
