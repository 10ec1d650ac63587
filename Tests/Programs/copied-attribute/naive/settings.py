"""What the shop is set to."""
title = "shop"

__all__ = ["title"]
