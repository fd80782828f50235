"""The `page` connector: an engine that runs recipes on a platform's own page, and knows no platform by name."""
