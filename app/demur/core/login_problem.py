"""What can go wrong with starting at login."""

from demur.core.problem import Problem


class LoginEntryUnusable(Problem):
    """The `place` where the system looks at login can't be read or changed, or can't hold the command: `why`."""

    code = "login-entry-unusable"
