"""Workbooks for the people who want the numbers in a spreadsheet."""

import io

import pandas as pd
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from storefront import gateway

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def upload_workbook(month, tables):
    """Put a workbook with one sheet for each table into the document store; its path there."""
    content = io.BytesIO()
    with pd.ExcelWriter(content, engine="openpyxl") as writer:
        for name, table in tables.items():
            table.to_excel(writer, sheet_name=name, index=False)
            _style(writer.sheets[name])
    response = gateway.call(
        "PUT",
        "%s/reports/sales-%s.xlsx" % (gateway.DOCUMENTS, month),
        data=content.getvalue(),
        headers={"Content-Type": _TYPE},
    )
    return response.json()["path"]


def _style(sheet):
    sheet.freeze_panes = "A2"
    for index, column in enumerate(sheet.columns, start=1):
        column[0].font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(index)].width = max(len(str(cell.value)) for cell in column) + 2
