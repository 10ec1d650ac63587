import app

print(app.report())
