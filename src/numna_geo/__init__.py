"""Where digital support holds in Nouvelle-Aquitaine, and where it does not."""

__version__ = "0.1.0"
