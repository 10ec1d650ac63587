import heavy
from database import Table, metadata

orders = Table("orders", metadata)
