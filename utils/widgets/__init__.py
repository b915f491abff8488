"""Live widgets; one module per topic."""
