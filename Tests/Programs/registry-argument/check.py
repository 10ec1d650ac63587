import app

print(app.handler({"create": True}, None))
