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
