"""Renders tables as HTML."""

from chameleon import PageTemplate

LARGEST = 100_000
TABLE = """<table xmlns="http://www.w3.org/1999/xhtml" xmlns:tal="http://xml.zope.org/namespaces/tal">
<tr tal:repeat="row rows"><td tal:repeat="cell row"><span tal:replace="cell">1</span></td></tr>
</table>"""


def handler(event, context):
    """A table of as many rows and columns as the event says."""
    rows, columns = event.get("rows", 0), event.get("columns", 0)
    if rows < 1 or columns < 1 or rows * columns > LARGEST:
        return {"ok": False, "error": "a table has between 1 and %d cells" % LARGEST}
    cells = [[row * columns + column for column in range(columns)] for row in range(rows)]
    page = PageTemplate(TABLE).render(rows=cells)
    return {"ok": True, "length": len(page), "end": page[-60:]}
