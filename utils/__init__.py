"""Shared code of the course: models, checks, plots, widgets and the course tool."""
