"""Demur: see, understand, apply, read back and prove one privacy setting."""

__version__ = "0.1.0"
