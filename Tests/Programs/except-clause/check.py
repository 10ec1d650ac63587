import app

print(app.handler({"fail": True}, None))
