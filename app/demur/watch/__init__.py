"""The promise to look again: what each account needs, when it is due, and how often a platform is tried."""
