"""The window: pages show state and report intent; they decide nothing."""

from demur import startup

startup.import_plainly()
