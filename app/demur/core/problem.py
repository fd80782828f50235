"""Everything that can go wrong in a way a member should hear about.

Each code has one sentence and one next step in `demur.words.problems`; a test finds any that lacks them.
An exception that is not a `Problem` is a mistake of ours.
"""

from typing import ClassVar


class Problem(Exception):
    """A failure with words for the member; `details` fill the blanks in its sentence."""

    code: ClassVar[str]

    def __init__(self, **details: str) -> None:
        super().__init__(self.code)
        self.details = details


class PlatformUnreachable(Problem):
    code = "platform-unreachable"


class Offline(PlatformUnreachable):
    """This computer has no way to any network, so nothing is known of the platform."""

    code = "offline"


class PlatformRefused(Problem):
    """The platform answered with a status that is neither success nor one we name apart: `status`."""

    code = "platform-refused"


class PlatformFailing(Problem):
    """The platform answered with a 5xx `status`."""

    code = "platform-failing"


class SignedOut(Problem):
    code = "signed-out"


class AccountClosed(Problem):
    """The platform says, as its file has it, that the account is closed."""

    code = "account-closed"


class RateLimited(Problem):
    code = "rate-limited"


class ReplyUnreadable(Problem):
    """A reply that doesn't say what its platform file says it must: `what`."""

    code = "reply-unreadable"


class ReplyTooLarge(Problem):
    code = "reply-too-large"


class RedirectRefused(Problem):
    code = "redirect-refused"


class StaleWrite(Problem):
    """The setting changed between our reading and our write (412, RFC 9110 15.5.13)."""

    code = "stale-write"


class WrongAccount(Problem):
    code = "wrong-account"


class SignInRefused(Problem):
    """The platform ended the sign-in: `error` is one of the registered OAuth codes."""

    code = "sign-in-refused"


class SignInCancelled(Problem):
    code = "sign-in-cancelled"


class SignInTimedOut(Problem):
    code = "sign-in-timed-out"


class SignInNotTrusted(Problem):
    """Something in the sign-in was not what the platform's file or the standards demand: `what`."""

    code = "sign-in-not-trusted"


class BrowserNotOpened(Problem):
    code = "browser-not-opened"


class PortUnavailable(Problem):
    code = "port-unavailable"


class VaultAbsent(Problem):
    code = "vault-absent"


class VaultLocked(Problem):
    code = "vault-locked"


class VaultSlow(Problem):
    code = "vault-slow"


class VaultRefused(Problem):
    code = "vault-refused"


class ReceiptKeyMissing(Problem):
    """The ledger has entries, but the secret that seals them is not in the vault."""

    code = "receipt-key-missing"


class ReceiptKeyChanged(Problem):
    """The secret in the vault is not the one this ledger was begun with."""

    code = "receipt-key-changed"


class LedgerDamaged(Problem):
    """The file of receipts doesn't hold together: `what` says where."""

    code = "ledger-damaged"


class LedgerBehind(Problem):
    """The ledger is older than a checkpoint kept in the vault, or differs from it: `what`."""

    code = "ledger-behind"


class LedgerNewer(Problem):
    code = "ledger-newer"


class FolderUnusable(Problem):
    """The data folder can't be written: `folder` and the system's `why`."""

    code = "folder-unusable"


class FolderTaken(Problem):
    """A file of the same name and other content lies where a receipt should be saved: `folder`, `file`."""

    code = "folder-taken"


class DiskFull(Problem):
    code = "disk-full"


class AttemptClosed(Problem):
    """Another entry closed this attempt already; nothing was added."""

    code = "attempt-closed"


class AlreadyThere(Problem):
    """The setting already is what was asked for, so there is nothing to apply."""

    code = "already-there"


class NotOffered(Problem):
    code = "not-offered"


class PreviewExpired(Problem):
    code = "preview-expired"


class PreviewUnknown(Problem):
    code = "preview-unknown"


class ConfirmationNeeded(Problem):
    code = "confirmation-needed"


class BusyElsewhere(Problem):
    """Another Demur on this data folder is in the middle of an attempt."""

    code = "busy-elsewhere"


class AccountUnknown(Problem):
    code = "account-unknown"


class PlatformUnknown(Problem):
    code = "platform-unknown"


class PlatformNotAllowed(Problem):
    """A platform file from the data folder that the member has not agreed to yet: `file`, `hosts`."""

    code = "platform-not-allowed"


class PlatformFileBroken(Problem):
    """A platform file that is refused whole: `file`, `line`, `reason`."""

    code = "platform-file-broken"


class MeaningBroken(Problem):
    """A file of claims that is refused whole: `file`, `line`, `reason`."""

    code = "meaning-broken"


class MeaningOlder(Problem):
    """A file of claims that is not newer than what is told now: `name`, and the `day` that was read last."""

    code = "meaning-older"


class PracticeNotStarted(Problem):
    code = "practice-not-started"


class InOwnBrowser(Problem):
    """This platform's setting is changed by the member in their own browser: `platform`, `id`."""

    code = "in-own-browser"


class ReachedByDemur(Problem):
    """This `platform` is one that Demur reaches itself."""

    code = "reached-by-demur"


class NothingToOptOutOf(Problem):
    """The file of this `platform` says that there is nothing to switch, and why: `id`."""

    code = "nothing-to-opt-out-of"


class NoFormKnown(Problem):
    """No form of this `platform` is known for where the member lives."""

    code = "no-form-known"


class AttemptOpen(Problem):
    """An attempt in the member's own browser waits for their answer."""

    code = "attempt-open"


class NothingBegun(Problem):
    """Nothing waits for the member's answer: `id`, the account or platform to begin with."""

    code = "nothing-begun"


class NothingAsked(Problem):
    """There is no question to the member about this account."""

    code = "nothing-asked"


class RequestAnswered(Problem):
    code = "request-answered"


class DateAhead(Problem):
    """A date that is said to be past is still to come."""

    code = "date-ahead"


class PictureTooLarge(Problem):
    code = "picture-too-large"


class PictureUnreadable(Problem):
    code = "picture-unreadable"


class NameUnusable(Problem):
    """What a member would call an account is empty, too long, or holds characters that don't print."""

    code = "name-unusable"


class ProxyUnusable(Problem):
    """What was given as a proxy is none that Demur can use; it is not repeated, since it may hold a password."""

    code = "proxy-unusable"


class ProxyFailed(Problem):
    """The member's `proxy` was not reached, or did not answer as a proxy does."""

    code = "proxy-failed"


class ProxyRefused(Problem):
    """The member's `proxy` answered with a `status` other than success, so the platform was not reached."""

    code = "proxy-refused"
