"""The product in plain Python: what a setting is, how it is changed, and what may be said of it."""
