import app

print(app.handler({"report": True}, None), app.handler({"report": True, "detail": True}, None))
