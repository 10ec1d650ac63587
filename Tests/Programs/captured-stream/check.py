import app

app.report()
