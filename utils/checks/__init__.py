"""Checks that say which mistake was made; one module per topic."""
