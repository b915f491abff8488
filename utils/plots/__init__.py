"""Drawing functions, matplotlib only; one module per topic."""
