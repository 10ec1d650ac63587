import pickle

import shop

print([name for name in dir(shop) if name in ("Report", "rows", "name", "reports")])
print(shop.rows(), hasattr(shop, "missing"), shop.reports.rows())
print(pickle.loads(pickle.dumps(shop.Report)).total)
from shop import *

print(Report.total, rows())
