"""NumPy implementations, every gradient by hand; one module per topic."""
