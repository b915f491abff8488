"""Checks that say which mistake was made; one package per topic."""

from importlib import import_module


def exercises(package: str, *modules: str) -> list:
    """Return the exercises of a topic's modules, in this order, which numbers them."""
    return [import_module(f"{package}.{module}").exercise for module in modules]
