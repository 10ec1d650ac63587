import app

app.guard.lock_down()
print(app.report())
