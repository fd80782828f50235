"""Plaza, the practice platform: a made-up professional network that runs on this computer."""
