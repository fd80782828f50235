"""The window: pages show state and report intent; they decide nothing."""
