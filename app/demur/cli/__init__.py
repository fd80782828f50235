"""The same product without a window: commands, their words on a terminal, and their exit codes."""
