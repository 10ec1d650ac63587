import app

print(app.handler({"command": "export"}, None))
