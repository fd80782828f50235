"""Starting Demur when the member logs in, only if asked: one entry, where this system keeps such things."""
