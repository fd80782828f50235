"""What can go wrong with copies of the ledger: making one, and putting one back."""

from demur.core.problem import Problem


class NothingToBackUp(Problem):
    code = "nothing-to-back-up"


class BackupBroken(Problem):
    """A `file` that is no whole ledger in which every signature and hash holds."""

    code = "backup-broken"


class BackupOfOtherKind(Problem):
    """Practice receipts where real ones belong, or the other way round."""

    code = "backup-of-other-kind"


class BackupBehind(Problem):
    """The backup's `entries` end before the newest checkpoint that Demur knows of."""

    code = "backup-behind"


class BackupOfAnother(Problem):
    """The backup is of another ledger, or went another way after some entry."""

    code = "backup-of-another"


class LedgerSetAside(Problem):
    """A ledger that is only kept beside the present one: it is read and checked, and nothing is sealed into it."""

    code = "ledger-set-aside"


class ImportBroken(Problem):
    """A `file` to be brought in that is no ledger in which every signature and hash holds."""

    code = "import-broken"


class ImportThere(Problem):
    """The ledger that would be brought in is here already, as the present one or beside it, and as long."""

    code = "import-there"


class NoRoom(Problem):
    """The `folder` has no room for an attempt and its receipt, which was found before anything was sent."""

    code = "no-room"


class PagesUnmakeable(Problem):
    """The part of Qt that draws letters doesn't load on this computer: `why`, as the system says it."""

    code = "pages-unmakeable"
