"""What can go wrong with the member's sealed file of secrets, and with moving secrets in and out of it."""

from demur.core.problem import Problem


class SealedFileLocked(Problem):
    """The sealed file is there, and its passphrase was not given."""

    code = "sealed-file-locked"


class SealedFileGone(Problem):
    """Secrets lie in a sealed file, and it is not where it was: `file`."""

    code = "sealed-file-gone"


class SealedFileDamaged(Problem):
    """The sealed file is not as Demur wrote it: `what`, and `file`."""

    code = "sealed-file-damaged"


class PassphraseWrong(Problem):
    """The file is whole, and this passphrase doesn't open it."""

    code = "passphrase-wrong"


class PassphraseWeak(Problem):
    """A new passphrase of fewer than `least` characters, or of more than can be meant."""

    code = "passphrase-weak"


class SecretsOutOfReach(Problem):
    """Secrets should lie in a keyring that isn't here, so they can't be moved."""

    code = "secrets-out-of-reach"


class SecretsBusy(Problem):
    """Another Demur is changing where secrets lie, and took long."""

    code = "secrets-busy"
