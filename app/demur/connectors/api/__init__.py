"""The `api` connector: OAuth 2.0 for native apps, and a settings interface over HTTPS."""
