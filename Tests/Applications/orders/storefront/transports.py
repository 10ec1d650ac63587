"""The ways to reach a service, by the name that the configuration uses."""

from typing import Callable, Dict

TRANSPORTS: Dict[str, Callable] = {}


def transport(name: str) -> Callable:
    """Register the decorated adapter under a name."""

    def register(adapter: Callable) -> Callable:
        TRANSPORTS[name] = adapter
        return adapter

    return register
