"""The sub-commands, one module each; importing this package registers them all."""

from weatherlog.commands import compare, listing, show, trend  # noqa: F401
