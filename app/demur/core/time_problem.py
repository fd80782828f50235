"""What can go wrong with time from someone else. None of it ever stands before a receipt."""

from demur.core.problem import Problem


class TimeOff(Problem):
    """Nobody is asked for the time: the member did not switch it on, or named no authority."""

    code = "time-off"


class AuthorityNameUnusable(Problem):
    code = "authority-name-unusable"


class AuthorityAddressUnusable(Problem):
    code = "authority-address-unusable"


class AuthorityCertificateUnusable(Problem):
    """The `file` holds no certificate that a token could be traced back to."""

    code = "authority-certificate-unusable"


class AuthoritiesEnough(Problem):
    code = "authorities-enough"


class AuthorityOfSameOwner(Problem):
    """Another authority of the same `owner` was chosen already."""

    code = "authority-of-same-owner"


class AuthorityUnknown(Problem):
    """No authority of the name or id `name` was chosen."""

    code = "authority-unknown"


class AuthorityUnreachable(Problem):
    """The authority called `name` was not reached, or not in time."""

    code = "authority-unreachable"


class AuthorityRefused(Problem):
    """The authority called `name` answered, but with no token: `what` it said."""

    code = "authority-refused"
