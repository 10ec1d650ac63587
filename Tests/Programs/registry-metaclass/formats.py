import heavy
from writers import PlainWriter


class Workbook(PlainWriter):
    kind = heavy.Base

    def write(self):
        return heavy.work()
