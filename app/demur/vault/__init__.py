"""Where secrets lie: the operating system's keyring, a file that a passphrase seals, or for practice alone a folder."""
