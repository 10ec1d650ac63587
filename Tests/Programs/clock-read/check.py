import app

print(app.uptime() >= 0)
