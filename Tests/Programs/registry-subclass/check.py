import app

print(app.handler({"format": "Workbook"}, None))
