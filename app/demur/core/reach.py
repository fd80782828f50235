"""How an account is reached: kinds of connector, as they stand in receipts; an interface's is named in its file."""

from typing import Final

OWN_BROWSER: Final = "own-browser"
"""What a member does in their own browser: nothing is read, and everything is as they tell it."""
PAGE: Final = "page"
"""A platform's own page, opened in our browser."""
