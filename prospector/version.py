"""The version of Prospector."""

__version__ = "0.1.0"
