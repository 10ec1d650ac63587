from shop import orders

print(orders.limit(), orders.report())
