import app

app.switch_off()
print(app.report())
