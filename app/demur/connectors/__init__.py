"""How a platform is reached: engines that run data from platform files, and know no platform by name."""
