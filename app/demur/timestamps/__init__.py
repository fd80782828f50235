"""Time from someone else: whom the member chose to ask, and the asking (RFC 3161)."""

SWITCH = "time-is-on"
"""The setting that says whether anybody is asked; here, so that a start need not look further where it is off."""
