"""What the shop is set to."""
import tuning

title = "shop"
# As it is measured.
level = tuning.level
steps = tuning.count

__all__ = ["title", "level", "steps"]
