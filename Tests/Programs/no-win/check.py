import app

print("heavy" in dir(app), app.report())
