"""Data sets that need no network; one module per data set."""
