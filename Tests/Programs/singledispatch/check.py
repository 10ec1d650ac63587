import decimal

import app

print(app.render(decimal.Decimal(1)))
