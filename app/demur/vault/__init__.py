"""Where secrets lie: the operating system's keyring, or for practice alone a folder."""
