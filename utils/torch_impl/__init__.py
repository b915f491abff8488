"""The same models in torch; one module per topic."""
