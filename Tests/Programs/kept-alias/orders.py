from models import Order  # noqa: F401
